using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>Kills at random moments, while devices speak.</summary>
public sealed class KillRun(ProgramsUnderTest programs, Replay replay, Random random, ITestOutputHelper output)
{
    /// <summary>
    /// Messages that each device may send between two kills: more than its window, and no more in a long run than the silo has judged when it
    /// ends. A message a second is far from the field's one a minute, and a late one follows days of verdicts.
    /// </summary>
    public const int MessagesPerLife = 60;

    private const int LongestBlindWait = 2000;

    private Queue<IReadOnlyCollection<string>> next = [];

    /// <summary>Kills so far.</summary>
    public int Kills { get; private set; }

    /// <summary>Kills at a moment at which some message was sent and not acknowledged.</summary>
    public int WithMessagesOutstanding { get; private set; }

    public async Task Run(int kills)
    {
        while (Kills < kills)
        {
            var victims = Victims();
            await Moment();
            var outstanding = replay.Sent - replay.Acknowledged;
            await programs.KillAndStart(victims);
            Kills++;
            WithMessagesOutstanding += outstanding > 0 ? 1 : 0;
            output.WriteLine($"kill {Kills}: {string.Join(" and ", victims)}, {outstanding} of {replay.Sent} messages outstanding");
        }

        await programs.AreReady();
    }

    // One of them, or all at once; each as often as any other, in an order of chance.
    private IReadOnlyCollection<string> Victims()
    {
        if (next.Count == 0)
        {
            IReadOnlyCollection<string>[] all = [.. programs.Names.Select(name => new[] { name }), [.. programs.Names]];
            random.Shuffle(all);
            next = new Queue<IReadOnlyCollection<string>>(all);
        }

        return next.Dequeue();
    }

    private async Task Moment()
    {
        if (random.Next(5) == 0)
        {
            replay.Allow(MessagesPerLife);

            // Wherever it is by then: perhaps in the middle of its start, with the files of the last kill before it.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(LongestBlindWait)), TimeProvider.System);
            return;
        }

        // What was allowed before may have been sent while the programs came up.
        await programs.AreReady();
        replay.Allow(MessagesPerLife);
        var wanted = replay.Acknowledged + random.Next(1, MessagesPerLife);
        await Eventually.True(() => replay.Acknowledged >= wanted, "messages are acknowledged between two kills");
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;

namespace Monitoring.Silo.Http;

/// <summary>
/// The last events of this silo, numbered, so that an API whose connection broke goes on where it stopped. Begins with the
/// first listener; before that nobody can have missed anything.
/// </summary>
internal sealed partial class FeedHistory(IStationFeed feed, ISilenceWatch silence, IOptions<SiloOptions> options, TimeProvider clock, ILogger<FeedHistory> log) : IAsyncDisposable
{
    private readonly string epoch = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
    private readonly Queue<(long Number, byte[] Line)> lines = new();
    private readonly Lock gate = new();
    private TaskCompletionSource more = NewSignal();
    private FeedSubscription? subscription;
    private Task keeping = Task.CompletedTask;
    private long last;

    /// <summary>The first line for a listener that comes, and the number after which it goes on.</summary>
    /// <param name="after">The last number that it has; null when it has none.</param>
    public (byte[] Hello, long After) Open(string? ofEpoch, long? after)
    {
        lock (gate)
        {
            if (subscription is null)
            {
                subscription = feed.Subscribe();
                keeping = Keep(subscription);
            }

            var oldest = lines.TryPeek(out var first) ? first.Number : last + 1;
            var isResumed = ofEpoch == epoch && after >= oldest - 1 && after <= last;
            var from = isResumed ? after!.Value : last;

            // What changes after this look comes as an event with a greater number.
            var silent = silence.SilentStations.Select(s => (Station: s.Value, Since: silence.SilentSince(s)))
                .Where(s => s.Since is not null).ToDictionary(s => s.Station, s => s.Since!.Value);
            return (new FeedLine(from, FeedLine.Hello, Epoch: epoch, Resumed: isResumed, SilentStations: silent).Write(), from);
        }
    }

    /// <summary>
    /// What came after a number, as soon as there is something; empty when nothing came for a while. A listener that the history
    /// has left behind gets what there is: the gap in the numbers tells it.
    /// </summary>
    public async Task<IReadOnlyList<(long Number, byte[] Line)>> After(long number, TimeSpan patience, CancellationToken cancellationToken)
    {
        Task signal;
        lock (gate)
        {
            if (last > number)
            {
                return [.. lines.Where(l => l.Number > number)];
            }

            signal = more.Task;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(signal, Task.Delay(patience, clock, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return [.. lines.Where(l => l.Number > number)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        subscription?.Dispose();
        await keeping;
    }

    private async Task Keep(FeedSubscription heard)
    {
        long missed = 0;
        while (await heard.Events.WaitToReadAsync())
        {
            while (heard.Events.TryRead(out var happened))
            {
                if (heard.Missed > missed)
                {
                    missed = heard.Missed;
                    Add(new EventsMissed(clock.GetUtcNow()));
                }

                Add(happened);
            }

            Signal();
        }
    }

    private void Add(FeedEvent happened)
    {
        var line = Write(happened);
        lock (gate)
        {
            lines.Enqueue((++last, line));
            if (lines.Count > options.Value.FeedHistory)
            {
                lines.Dequeue();
            }
        }
    }

    // One event that cannot be told must not end the feed: whoever listens reads again.
    private byte[] Write(FeedEvent happened)
    {
        try
        {
            return FeedLine.Of(last + 1, happened).Write();
        }
        catch (Exception e)
        {
            EventLost(log, e, happened.GetType().Name);
            return FeedLine.Of(last + 1, new EventsMissed(happened.At)).Write();
        }
    }

    private void Signal()
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            waiting = more;
            more = NewSignal();
        }

        waiting.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Error, Message = "an event ({Kind}) cannot be handed on; the listeners are told that they missed one")]
    private static partial void EventLost(ILogger log, Exception e, string kind);
}

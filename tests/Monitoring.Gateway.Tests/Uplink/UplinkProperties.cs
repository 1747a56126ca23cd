using FsCheck;
using FsCheck.Fluent;
using Monitoring.Contracts;
using Monitoring.Gateway.Tests.Spool;
using Monitoring.Gateway.Uplink;

namespace Monitoring.Gateway.Tests.Uplink;

public sealed class UplinkProperties
{
    private enum Mood
    {
        Accepts,
        Throttles,
        Fails,
        LosesTheReceipt,
        AcceptsSome,
        RejectsSome,
        NamesTooMuch,
    }

    [Fact]
    public void Whatever_the_backend_does_every_message_ends_in_its_store_or_in_the_quarantine_and_is_not_sent_once_settled() =>
        Prop.ForAll(Moods(), moods => Run(moods).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    private static Arbitrary<List<Mood>> Moods() => Gen.Elements(Enum.GetValues<Mood>()).ListOf(12).Select(moods => moods.ToList()).ToArbitrary();

    private static async Task Run(List<Mood> moods)
    {
        var backend = new SimulatedBackend();
        var settled = new HashSet<long>();
        var rejected = new HashSet<long>();
        var sentAfterSettled = new List<long>();
        var turn = 0;
        var gate = new Lock();
        backend.Behaviour = (batch, _) =>
        {
            // Several batches are under way at once.
            using var one = gate.EnterScope();
            sentAfterSettled.AddRange(batch.Entries.Select(entry => entry.Sequence).Where(settled.Contains));
            var mood = turn < moods.Count ? moods[turn++] : Mood.Accepts;
            var receipt = Answer(backend, batch, mood);
            foreach (var entry in batch.Entries.Where(entry => receipt.Accepted.Any(r => r.First <= entry.Sequence && entry.Sequence <= r.Last)))
            {
                settled.Add(entry.Sequence);
            }

            settled.UnionWith(receipt.Rejected.Select(entry => entry.Sequence));
            rejected.UnionWith(receipt.Rejected.Select(entry => entry.Sequence));
            return Task.FromResult(receipt);
        };

        await using var uplink = await RunningUplink.Open(backend, new UplinkOptions
        {
            MaxBatchRows = 7,
            LiveLaneFrom = 15,
            FirstPause = TimeSpan.FromMilliseconds(1),
            MaxPause = TimeSpan.FromMilliseconds(2),
            BreakDuration = TimeSpan.FromMilliseconds(500),
        });
        await Task.WhenAll(Enumerable.Range(1, 30).Select(n => uplink.Spool.Append(n)));
        await uplink.Start();
        await Task.WhenAll(Enumerable.Range(31, 30).Select(n => uplink.Spool.Append(n)));
        await uplink.IsEmpty();

        sentAfterSettled.ShouldBeEmpty();
        uplink.Quarantine.List(null, 100).Count.ShouldBe(rejected.Count);
        backend.Stored.Keys.Union(rejected).Order().ShouldBe(Enumerable.Range(1, 60).Select(n => (long)n));
    }

    private static IngestReceipt Answer(SimulatedBackend backend, IngestBatch batch, Mood mood)
    {
        switch (mood)
        {
            case Mood.Throttles:
                return new IngestReceipt([], [], TimeSpan.FromSeconds(1));
            case Mood.Fails:
                throw new HttpRequestException("no route");
            case Mood.LosesTheReceipt:
                backend.AcceptAll(batch);
                throw new IOException("connection reset");
            case Mood.AcceptsSome:
                return backend.AcceptOnly(batch, n => n % 3 == 0);
            case Mood.RejectsSome:
                return backend.AcceptOnly(batch, n => n % 4 != 0) with { Rejected = [.. batch.Entries.Where(e => e.Sequence % 4 == 0).Select(e => new RejectedEntry(e.Sequence, "no"))] };
            case Mood.NamesTooMuch:
                backend.AcceptAll(batch);
                return new IngestReceipt([new SequenceRange(1, long.MaxValue)], []);
            default:
                return backend.AcceptAll(batch);
        }
    }
}

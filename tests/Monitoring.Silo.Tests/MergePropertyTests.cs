using Monitoring.Contracts;
using Monitoring.Storage;
using Monitoring.Storage.Alerts;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

/// <summary>Whatever the order, the batches and the repeats in which messages arrive, the store says the same in the end.</summary>
public sealed class MergePropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Shuffled_and_repeated_batches_give_the_same_store(int seed)
    {
        var random = new Random(seed);
        var messages = Messages(random);
        await using var inOrder = new SiloUnderTest(Noon.AddDays(2));
        await inOrder.Ingest.Accept(new IngestBatch("gw", messages), default);

        await using var shuffled = new SiloUnderTest(Noon.AddDays(2));
        var remaining = messages.Concat(messages.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).ToList();
        while (remaining.Count > 0)
        {
            var size = Math.Min(remaining.Count, random.Next(1, 8));
            var batch = remaining.Take(size).DistinctBy(m => m.Sequence).ToList();
            (await shuffled.Ingest.Accept(new IngestBatch("gw", batch), default)).Rejected.ShouldBeEmpty();
            remaining.RemoveRange(0, size);
            if (random.Next(6) == 0)
            {
                await shuffled.Restart();
            }
        }

        (await SiloContents.Describe(shuffled)).ShouldBe(await SiloContents.Describe(inOrder), $"seed {seed}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_backlog_beside_live_values_gives_the_store_of_their_order(int seed)
    {
        var random = new Random(seed);
        var messages = Enumerable.Range(1, 90).Select(i => new SequencedTelemetry(i, Minute(random, Noon.AddMinutes(i)))).ToList();
        await using var inOrder = new SiloUnderTest(Noon.AddDays(2));
        await inOrder.Ingest.Accept(new IngestBatch("gw", messages), default);

        await using var late = new SiloUnderTest(Noon.AddDays(2));
        var backlog = new Queue<SequencedTelemetry[]>(Disordered([.. messages.Take(60).Chunk(random.Next(1, 7))], random));
        var live = new Queue<SequencedTelemetry[]>(messages.Skip(60).Chunk(2));
        while (backlog.Count + live.Count > 0)
        {
            var lane = backlog.Count == 0 || (live.Count > 0 && random.Next(3) == 0) ? live : backlog;
            await late.Ingest.Accept(new IngestBatch("gw", lane.Dequeue()), default);
            if (random.Next(15) == 0)
            {
                await late.Restart();
            }
        }

        (await SiloContents.Describe(late)).ShouldBe(await SiloContents.Describe(inOrder), $"seed {seed}");
        // What was raised on less than all values stays as history beside it.
        (await Alerts(inOrder)).Except(await Alerts(late)).ShouldBeEmpty($"seed {seed}");
        (await Alerts(late)).Where(a => a.ResolvedAt is null).ShouldBe((await Alerts(inOrder)).Where(a => a.ResolvedAt is null), $"seed {seed}");
    }

    // Mostly all five items, as an analyser sends them; then whatever came before is shielded.
    private static Telemetry Minute(Random random, DateTimeOffset at)
    {
        string[] values = ["w01001=7.5", $"w01009={random.Next(4, 8)}", "w01019=3.1", $"w21003=0.{random.Next(2, 8)}", "w21011=0.08"];
        return Message.Water(at, [.. values.Where(_ => random.Next(12) > 0).DefaultIfEmpty("w01001=7.6").Select(v => random.Next(20) == 0 ? v + "/D" : v)]);
    }

    private static IEnumerable<SequencedTelemetry[]> Disordered(List<SequencedTelemetry[]> chunks, Random random)
    {
        for (var i = 1; i < chunks.Count; i++)
        {
            if (random.Next(8) == 0)
            {
                (chunks[i - 1], chunks[i]) = (chunks[i], chunks[i - 1]);
            }
        }

        return chunks.SelectMany(c => random.Next(8) == 0 ? new[] { c, c } : [c]);
    }

    // Raised at another moment, hence under another id; all else is the same.
    private static async Task<List<AlertFinding>> Alerts(SiloUnderTest silo) =>
    [
        .. (await silo.Store.Stations.Load(Message.River, new StepNeeds { AlertWindow = new TimeRange(Noon.AddDays(-4), Noon.AddDays(4)) }))
            .AlertPast.Alerts.Select(a => a with { Id = "", RaisedAt = default }),
    ];

    // Two parameters over a few hours, each key stated several times with few different values, marks and origin times.
    internal static List<SequencedTelemetry> Messages(Random random)
    {
        var messages = new List<SequencedTelemetry>();
        for (var i = 1; i <= 60; i++)
        {
            var at = Noon.AddHours(random.Next(0, 12));
            var flag = random.Next(4) switch { 0 => "/D", 1 => "/M", _ => "" };
            var message = random.Next(4) == 0
                ? Message.AirHour(at, $"a34004={random.Next(30, 33)}{flag}", "a21026=10")
                : Message.Water(at, $"w21003=0.{random.Next(1, 4)}{flag}", $"w01009={random.Next(5, 8)}");
            messages.Add(new SequencedTelemetry(i, message with { SentAt = at.AddMinutes(random.Next(0, 4)) }));
        }

        return messages;
    }
}

using System.CommandLine;
using System.Diagnostics;
using Monitoring.Benchmarks.Figures;
using Monitoring.Benchmarks.Load;
using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Ingest;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Store;

/// <summary>
/// <c>store</c>: how many readings a second go from a gateway's batch to the committed store, in this process: ingest, station
/// step with verdicts, alerts and aggregates, SQLite. With <c>--late</c> newer values are stored already, as when a
/// backlog follows the live values.
/// </summary>
internal static class StoreCommand
{
    private const int BatchMessages = 1000;
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static Command Create(TimeProvider clock)
    {
        var seed = new Option<long>("--seed") { DefaultValueFactory = _ => 1 };
        var minutes = new Option<int>("--minutes") { Description = "minutes of the whole fleet", DefaultValueFactory = _ => 60 };
        var inFlight = new Option<int>("--in-flight") { Description = "batches under way at once", DefaultValueFactory = _ => 4 };
        var late = new Option<bool>("--late") { Description = "an hour of newer values is stored first" };
        var warmUp = new Option<int>("--warm-up")
        {
            Description = "minutes of the fleet that go to a store of their own first, while the code is being compiled: a silo runs for weeks",
            DefaultValueFactory = _ => 30,
        };
        var command = new Command("store", "batch to committed store, in this process, beside plain SQLite") { seed, minutes, inFlight, late, warmUp };
        command.SetAction(async r =>
        {
            await WarmUp(r.GetValue(seed), r.GetValue(warmUp), r.GetValue(inFlight));
            await Run(r.GetValue(seed), r.GetValue(minutes), r.GetValue(inFlight), r.GetValue(late), clock);
        });
        return command;
    }

    private static async Task WarmUp(long seed, int minutes, int inFlight)
    {
        using var folder = new TemporaryFolder();
        var (store, host, ingest) = Open(folder.Path, new FixedClock(Start.AddMinutes(minutes)));
        await Deliver(ingest, Batches(new WaterLoad(seed), Start, minutes, firstSequence: 1), inFlight);
        await host.DisposeAsync();
        await store.DisposeAsync();
    }

    private static async Task Run(long seed, int minutes, int inFlight, bool late, TimeProvider clock)
    {
        var report = new Report($"dotnet run --project tests/Benchmarks -c Release -- store --minutes {minutes} --in-flight {inFlight}{(late ? " --late" : "")}", seed, clock);
        using var folder = new TemporaryFolder();
        var load = new WaterLoad(seed);
        var batches = Batches(load, Start, minutes, firstSequence: 1_000_000).ToList();
        var readings = batches.Sum(b => b.Sum(m => (long)m.Telemetry.Readings.Count));

        var now = Start.AddMinutes(minutes).AddDays(late ? 1 : 0);
        var (store, host, ingest) = Open(folder.Path, new FixedClock(now));
        if (late)
        {
            await Deliver(ingest, Batches(load, now.AddHours(-1), 60, firstSequence: 1), inFlight);
        }

        var before = await store.Status();
        var watch = Stopwatch.StartNew();
        var processor = Environment.CpuUsage.TotalTime;
        await Deliver(ingest, batches, inFlight);
        var product = readings / watch.Elapsed.TotalSeconds;
        var processorTime = Environment.CpuUsage.TotalTime - processor;
        var busy = processorTime / watch.Elapsed;
        var after = await store.Status();
        await host.DisposeAsync();
        await store.DisposeAsync();

        watch.Restart();
        PlainSqlite.Write(folder["baseline.db"], batches);
        var baseline = readings / watch.Elapsed.TotalSeconds;
        Report.Say($"{readings} readings, {busy:F2} cores busy, {readings / processorTime.TotalSeconds:N0} readings per second of a core, {new FileInfo(folder[SqliteMonitoringStore.FileName]).Length / readings} bytes a reading, {GC.CollectionCount(2)} full collections");
        Report.Say($"{(double)batches.Sum(b => b.Count) / (after.Writes - before.Writes - batches.Count):F2} messages a turn, {(double)(after.Writes - before.Writes) / (after.Commits - before.Commits):F0} writes a commit");
        report.Row($"batch to committed store{(late ? ", late values" : "")}", product, "readings/s", "plain SQLite, readings only", baseline, "100,000");
        report.PrintRows();
    }

    private static (SqliteMonitoringStore Store, InProcessStationHost Host, IngestService Ingest) Open(string folder, TimeProvider clock)
    {
        var store = SqliteMonitoringStore.Open(folder, clock);
        var options = new SiloOptions { DataFolder = folder };
        var host = new InProcessStationHost(store.Stations, store.Registry, new StationFeed(options.FeedCapacity), options, new DeviceOptions(), clock);
        return (store, host, new IngestService(host, store.Stations, options, clock));
    }

    private static async Task Deliver(IngestService ingest, IEnumerable<IReadOnlyList<SequencedTelemetry>> batches, int inFlight) =>
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = inFlight }, async (batch, stop) =>
        {
            var receipt = await ingest.Accept(new IngestBatch("gw-1", batch), stop);
            if (receipt.Accepted.Sum(r => r.Last - r.First + 1) != batch.Count)
            {
                throw new InvalidOperationException($"not everything was accepted: {receipt.Rejected.FirstOrDefault()?.Reason}");
            }
        });

    private static IEnumerable<IReadOnlyList<SequencedTelemetry>> Batches(WaterLoad load, DateTimeOffset from, int minutes, long firstSequence) =>
        load.Messages(from, minutes)
            .Select((telemetry, i) => new SequencedTelemetry(firstSequence + i, telemetry))
            .Chunk(BatchMessages);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

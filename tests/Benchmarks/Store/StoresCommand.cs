using System.CommandLine;
using System.Diagnostics;
using Monitoring.Benchmarks.Figures;
using Monitoring.Benchmarks.Load;
using Monitoring.Contracts;
using Monitoring.Storage;
using Monitoring.Storage.Postgres;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Store;

/// <summary>
/// <c>stores</c>: how many readings a second each store takes, without the stations before it: the writes of a message are its values, their marks
/// and one aggregate each, a thousand messages at once. Beside it the same rows by the plainest means on the same disk or server.
/// </summary>
internal static class StoresCommand
{
    private const int MessagesAtOnce = 1000;
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static Command Create(TimeProvider clock)
    {
        var seed = new Option<long>("--seed") { DefaultValueFactory = _ => 1 };
        var minutes = new Option<int>("--minutes") { Description = "minutes of the whole fleet", DefaultValueFactory = _ => 60 };
        var postgres = new Option<string?>("--postgres") { HelpName = "CONNECTION", Description = "an empty database of a PostgreSQL server; without it one is started for the run" };
        var command = new Command("stores", "write rate of every store, each beside the plainest means on the same disk or server") { seed, minutes, postgres };
        command.SetAction(r => Run(r.GetValue(seed), r.GetValue(minutes), r.GetValue(postgres), clock));
        return command;
    }

    private static async Task Run(long seed, int minutes, string? postgres, TimeProvider clock)
    {
        var report = new Report($"dotnet run --project tests/Benchmarks -c Release -- stores --minutes {minutes}", seed, clock);
        var load = new WaterLoad(seed);
        using var folder = new TemporaryFolder();
        await using (var file = SqliteMonitoringStore.Open(folder.Path, clock))
        {
            await Measure(report, file, load, minutes, "plain SQLite, readings only", () => PlainSqlite.Rate(folder["baseline.db"], load, Start, minutes));
        }

        if (postgres is null && PostgresServer.AbsentReason.Length > 0)
        {
            Report.Say($"not run: PostgreSQL ({PostgresServer.AbsentReason})");
        }
        else
        {
            await using var server = postgres is null ? await PostgresServer.Start() : null;
            var connection = postgres ?? await server!.CreateDatabase("stores");
            await using var store = PostgresMonitoringStore.Open(PostgresDatabase.Of(connection), migrator: null, clock);
            await Measure(report, store, load, minutes, "plain COPY, readings only", () => PlainCopy.Rate(connection, load, Start, minutes));
        }

        await SeriesRates.Measure(report, load, Start, minutes);
        report.PrintRows();
    }

    private static async Task Measure(Report report, IMonitoringStore store, WaterLoad load, int minutes, string baseline, Func<double> measureBaseline)
    {
        var engine = (await store.Status()).Engine;
        // Stations, series and the month are there, as in a system that runs.
        await Write(store, load, Start.AddMinutes(-1), 1);
        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await Write(store, load, Start, minutes);
        var readings = (double)minutes * load.Stations.Count * WaterLoad.ParametersPerMessage;
        var (rate, busy) = (readings / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor) / watch.Elapsed);
        var status = await store.Status();
        Report.Say($"{engine} ({status.Durability}): {readings:N0} readings, {busy:F2} cores busy in this process, {(double)status.Writes / status.Commits:F0} messages a commit");
        report.Row($"commit rate of {engine.Split(' ')[0]}", rate, "readings/s", baseline, measureBaseline(), "–");
    }

    private static async Task Write(IMonitoringStore store, WaterLoad load, DateTimeOffset from, int minutes)
    {
        foreach (var messages in Enumerable.Range(0, minutes).SelectMany(m => Enumerable.Range(0, load.Stations.Count).Select(s => (Station: s, At: from.AddMinutes(m)))).Chunk(MessagesAtOnce))
        {
            await Task.WhenAll(messages.Select(m => store.Stations.Commit(WritesOf(load.At(m.Station, m.At)))));
        }
    }

    private static StationWrites WritesOf(Telemetry telemetry)
    {
        var current = telemetry.Readings.Select(r => new StoredReading(r, new ReadingOrigin(telemetry.SentAt, "gw-1", 1), telemetry.ReceivedAt, telemetry.ReceivedAt)).ToList();
        return new StationWrites(telemetry.Station)
        {
            NewStation = new RegisteredStation(
                new Station(
                    telemetry.Station, telemetry.Mn, null, StationKind.Water, StationRole.Section, "", StationOrigin.Simulated, telemetry.Station.Value, "", Province.Chongqing, "", null, null,
                    TimeSpan.FromMinutes(1), telemetry.ReceivedAt),
                null),
            Current = current,
            Marks = [.. current.Select(r => new SeriesMark(SeriesKey.Of(r.Reading.Key), r.Reading.Key.Start, r.Reading.Key.Start))],
            Aggregates =
            [
                .. current.Select(r => new Aggregate(
                    SeriesKey.Of(r.Reading.Key), AggregateResolution.Hour, ChinaTime.StartOfHour(r.Reading.Key.Start), 60, 1, 1, r.Reading.Value ?? 0, r.Reading.Value, r.Reading.Value)),
            ],
        };
    }
}

using System.CommandLine;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Monitoring.Benchmarks.Figures;
using Monitoring.Benchmarks.Load;
using Monitoring.Gateway.Spool;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Ingest;

/// <summary><c>spool-open</c>: how long a gateway waits for a spool of gigabytes, beside a check that reads it whole.</summary>
internal static class OpenCommand
{
    private const int Concurrent = 4000;

    public static Command Create(TimeProvider clock)
    {
        var seed = new Option<long>("--seed") { DefaultValueFactory = _ => 1 };
        var gigabytes = new Option<double>("--gigabytes") { DefaultValueFactory = _ => 2 };
        var command = new Command("spool-open", "opening a spool of gigabytes, after a clean and an unclean stop") { seed, gigabytes };
        command.SetAction(r => Run(r.GetValue(seed), r.GetValue(gigabytes), clock));
        return command;
    }

    private static async Task Run(long seed, double gigabytes, TimeProvider clock)
    {
        var report = new Report($"dotnet run --project tests/Benchmarks -c Release -- spool-open --gigabytes {gigabytes}", seed, clock);
        using var folder = new TemporaryFolder();
        var file = folder["spool.db"];
        await Fill(file, new WaterLoad(seed), (long)(gigabytes * (1L << 30)), clock);
        Report.Say($"{new FileInfo(file).Length >> 20} MB; what of it the page cache holds is the machine's choice");

        var (clean, _) = await Open(file, clock);
        Change(file, "UPDATE opening SET is_open = 1");
        var (unclean, whole) = await Open(file, clock);
        var watch = Stopwatch.StartNew();
        Change(file, "PRAGMA quick_check(1)");
        var baseline = watch.Elapsed.TotalMilliseconds;
        report.Row("opening a spool, clean stop", clean, "ms", "quick_check of the same file", baseline, "–");
        report.Row("opening a spool, unclean stop", unclean, "ms", "quick_check of the same file", baseline, "–");
        report.Row("reading every row again beside the work, unclean stop", whole, "ms", "quick_check of the same file", baseline, "–");
        report.PrintRows();
    }

    private static async Task Fill(string file, WaterLoad load, long bytes, TimeProvider clock)
    {
        await using var spool = await TelemetrySpool.Open(file, new SpoolOptions { MaxBytes = 2 * bytes }, clock);
        var minute = WaterLoad.WholeMinute(clock.GetUtcNow());
        var readings = Enumerable.Range(0, 24).SelectMany(n => load.At(0, minute.AddMinutes(n)).Readings).ToList();
        var telemetry = load.At(0, minute) with { Readings = readings };
        while (spool.PendingBytes < bytes)
        {
            await Task.WhenAll(Enumerable.Range(0, Concurrent).Select(_ => spool.Append(telemetry, CancellationToken.None).AsTask()));
        }
    }

    /// <returns>Milliseconds until it takes messages, and until its check is done.</returns>
    private static async Task<(double Opened, double Checked)> Open(string file, TimeProvider clock)
    {
        var watch = Stopwatch.StartNew();
        await using var spool = await TelemetrySpool.Open(file, new SpoolOptions { MaxBytes = long.MaxValue }, clock);
        var opened = watch.Elapsed.TotalMilliseconds;
        while (spool.Status.Check.IsRunning)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock);
        }

        return (opened, watch.Elapsed.TotalMilliseconds);
    }

    private static void Change(string file, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteScalar();
    }
}

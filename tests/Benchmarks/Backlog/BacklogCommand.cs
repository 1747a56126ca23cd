using System.CommandLine;
using System.Diagnostics;
using Monitoring.Benchmarks.Figures;
using Monitoring.Benchmarks.Load;
using Monitoring.Benchmarks.Processes;
using Monitoring.Benchmarks.Store;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Backlog;

/// <summary>
/// <c>backlog</c>: an outage of the uplink is over. A spool file with every minute of the fleet is drained over HTTP by a
/// gateway process into a backend process with its store, while the devices go on sending. Everything that was acknowledged is counted in the store.
/// </summary>
internal static class BacklogCommand
{
    private const double OutageHours = 72;

    public static Command Create(TimeProvider clock)
    {
        var seed = new Option<long>("--seed") { DefaultValueFactory = _ => 1 };
        var hours = new Option<double>("--hours") { Description = "length of the outage", DefaultValueFactory = _ => OutageHours };
        var most = new Option<int>("--most-minutes") { Description = "give up after so long", DefaultValueFactory = _ => 120 };
        var command = new Command("backlog", "an outage's spool drained over HTTP beside live data") { seed, hours, most };
        command.SetAction(r => Run(r.GetValue(seed), r.GetValue(hours), TimeSpan.FromMinutes(r.GetValue(most)), clock));
        return command;
    }

    private static async Task Run(long seed, double hours, TimeSpan most, TimeProvider clock)
    {
        var report = new Report($"dotnet run --project tests/Benchmarks -c Release -- backlog --hours {hours}", seed, clock);
        using var folder = new TemporaryFolder();
        var load = new WaterLoad(seed);
        var minutes = (int)(hours * 60);
        var from = WaterLoad.WholeMinute(clock.GetUtcNow()).AddMinutes(-minutes - 1);
        var watch = Stopwatch.StartNew();
        var messages = await SpoolFile.Write(ServedProduct.SpoolFolderIn(folder), load, from, minutes, clock);
        Report.Say($"spool: {messages:N0} messages, {messages * WaterLoad.ParametersPerMessage:N0} readings, {new FileInfo(Path.Combine(ServedProduct.SpoolFolderIn(folder), "spool.db")).Length >> 20} MB, written in {watch.Elapsed.TotalSeconds:F0} s");

        await using var product = await ServedProduct.Start(folder);
        var run = new LiveRun(product, load, TimeSpan.FromMinutes(1), clock);
        await run.Begin();
        watch.Restart();
        await run.Watch(async () => await product.PendingRows() > load.Stations.Count, most);
        var drained = watch.Elapsed;
        var stored = await run.EndAndCount();

        var expected = (messages * WaterLoad.ParametersPerMessage) + (run.Devices.Acknowledged * LiveDevices.ReadingsPerMessage);
        Report.Say($"store: {stored:N0} readings of {expected:N0} acknowledged{(stored == expected ? "" : ": NOT EQUAL")}");
        var baseline = PlainSqlite.Rate(folder["baseline.db"], load, from, Math.Min(minutes, 60));
        var rate = messages * WaterLoad.ParametersPerMessage / drained.TotalSeconds;
        report.Row($"backlog of {hours} h over HTTP beside live data", rate, "readings/s", "plain SQLite, readings only", baseline, "8,200");
        report.Row($"an outage of {OutageHours} h is drained in", OutageHours * 60 * load.Stations.Count * WaterLoad.ParametersPerMessage / rate / 60, "min", "60 min");
        run.Report(report);
        report.PrintRows();
    }
}

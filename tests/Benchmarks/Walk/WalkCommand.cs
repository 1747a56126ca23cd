using System.CommandLine;
using System.Diagnostics;
using Monitoring.Benchmarks.Figures;
using Monitoring.Benchmarks.Load;
using Monitoring.Benchmarks.Processes;
using Monitoring.Benchmarks.Store;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Walk;

/// <summary>
/// <c>walk</c>: the whole way of a reading, from the device's frame on TCP through gateway and backend processes to the committed store. Every
/// device sends as soon as it was answered; the clock stops when the spool is empty.
/// </summary>
internal static class WalkCommand
{
    public static Command Create(TimeProvider clock)
    {
        var seed = new Option<long>("--seed") { DefaultValueFactory = _ => 1 };
        var seconds = new Option<int>("--seconds") { Description = "how long the devices send", DefaultValueFactory = _ => 60 };
        var command = new Command("walk", "device to committed store, as fast as it goes") { seed, seconds };
        command.SetAction(r => Run(r.GetValue(seed), r.GetValue(seconds), clock));
        return command;
    }

    private static async Task Run(long seed, int seconds, TimeProvider clock)
    {
        var report = new Report($"dotnet run --project tests/Benchmarks -c Release -- walk --seconds {seconds}", seed, clock);
        using var folder = new TemporaryFolder();
        var load = new WaterLoad(seed);
        await using var product = await ServedProduct.Start(folder);
        var run = new LiveRun(product, load, TimeSpan.Zero, clock);
        await run.Begin();
        var watch = Stopwatch.StartNew();
        await run.Watch(() => Task.FromResult(watch.Elapsed.TotalSeconds < seconds), TimeSpan.FromSeconds(seconds * 2));
        var pushed = run.Devices.Acknowledged * LiveDevices.ReadingsPerMessage / watch.Elapsed.TotalSeconds;
        await run.StopDevices();
        await run.Watch(async () => await product.PendingRows() > 0, TimeSpan.FromHours(1));
        var elapsed = watch.Elapsed.TotalSeconds;
        var stored = await run.EndAndCount();

        var acknowledged = run.Devices.Acknowledged * LiveDevices.ReadingsPerMessage;
        Report.Say($"store: {stored:N0} readings of {acknowledged:N0} acknowledged{(stored == acknowledged ? "" : ": NOT EQUAL")}; acknowledged to devices at {pushed:N0} readings/s");
        report.Row("device to committed store", stored / elapsed, "readings/s", "plain SQLite, readings only", PlainSqlite.Rate(folder["baseline.db"], load, clock.GetUtcNow().AddHours(-1), 30), "100,000");
        run.Report(report);
        report.PrintRows();
    }
}

using System.CommandLine;
using Monitoring.Benchmarks.Figures;
using Monitoring.Benchmarks.Load;
using Monitoring.Benchmarks.Processes;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Overload;

/// <summary>
/// <c>overload</c>: every device sends many times as often as the design load, or as fast as it is answered, through gateway and
/// backend processes. Nothing may be lost, memory stays bounded, senders wait, alerts come in time.
/// </summary>
internal static class OverloadCommand
{
    public static Command Create(TimeProvider clock)
    {
        var seed = new Option<long>("--seed") { DefaultValueFactory = _ => 1 };
        var times = new Option<int>("--times") { Description = "so many times the design load of one message a minute and station; 0: each device sends as soon as it was answered", DefaultValueFactory = _ => 10 };
        var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 10 };
        var command = new Command("overload", "devices at a multiple of the design load") { seed, times, minutes };
        command.SetAction(r => Run(r.GetValue(seed), r.GetValue(times), r.GetValue(minutes), clock));
        return command;
    }

    private static async Task Run(long seed, int times, double minutes, TimeProvider clock)
    {
        var report = new Report($"dotnet run --project tests/Benchmarks -c Release -- overload --times {times} --minutes {minutes}", seed, clock);
        using var folder = new TemporaryFolder();
        var load = new WaterLoad(seed);
        await using var product = await ServedProduct.Start(folder);
        var run = new LiveRun(product, load, times == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1) / times, clock);
        await run.Begin();
        var ends = clock.GetUtcNow().AddMinutes(minutes);
        await run.Watch(() => Task.FromResult(clock.GetUtcNow() < ends), TimeSpan.FromMinutes(minutes + 5));
        var stored = await run.EndAndCount();

        var acknowledged = run.Devices.Acknowledged * LiveDevices.ReadingsPerMessage;
        Report.Say($"store: {stored:N0} readings of {acknowledged:N0} acknowledged{(stored == acknowledged ? "" : ": NOT EQUAL")}");
        var pressure = times == 0 ? "as much as devices can push" : $"{times} times the design load";
        report.Row($"{pressure}: readings acknowledged and not stored", acknowledged - stored, "", "0");
        report.Row($"{pressure}: taken", acknowledged / (minutes * 60), "readings/s", times == 0 ? "–" : $"{times * load.Stations.Count * LiveDevices.ReadingsPerMessage / 60.0:N0}");
        run.Report(report);
        report.PrintRows();
    }
}

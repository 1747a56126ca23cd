using System.CommandLine;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Fleet;
using Monitoring.Simulator.Scripts;

namespace Monitoring.Simulator.Commands;

/// <summary><c>fleet</c>: the 569 water stations and 60 air sites of the registry.</summary>
internal static class FleetCommand
{
    public static Command Create(TextWriter output, TimeProvider time)
    {
        var doors = new DoorArguments();
        var seed = new Option<ulong>("--seed") { Description = "another seed is another world", DefaultValueFactory = _ => 1 };
        var stations = new Option<int?>("--stations") { Description = "play only so many, spread over the registry" };
        var speed = new Option<int>("--speed") { Description = "device time runs so many times faster until it has caught up", DefaultValueFactory = _ => 1 };
        var backfill = Span("--backfill", "history sent at the start", "48h");
        var behind = Span("--behind", "how far in the past device time starts when --speed is above 1", "24h");
        var script = new Option<FileInfo?>("--script") { Description = "JSON file of scripted events" };
        var once = new Option<bool>("--once") { Description = "end when the back-fill is acknowledged" };
        var untilInputEnds = new Option<bool>("--until-input-ends") { Description = "end with standard input: a program that starts the fleet never leaves it behind" };
        stations.Validators.Add(r => Range.Check(r, stations.Name, 1, 629));
        speed.Validators.Add(r => Range.Check(r, speed.Name, 1, 100_000));

        var command = new Command("fleet", "plays the fleet of the registry: back-fills history, then keeps each analyser's rhythm")
        {
            seed, stations, speed, backfill, behind, script, once, untilInputEnds,
        };
        doors.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var file = result.GetValue(script);
            var options = new FleetOptions(
                doors.Of(result),
                result.GetValue(seed),
                result.GetValue(stations),
                TimeText.Parse(result.GetValue(backfill)!),
                result.GetValue(speed),
                TimeText.Parse(result.GetValue(behind)!),
                file is null ? null : await File.ReadAllTextAsync(file.FullName, cancellationToken),
                result.GetValue(once));
            var run = new FleetRun(options, new RetryRules(), output, time);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (result.GetValue(untilInputEnds))
            {
                _ = EndWithInput(ending);
            }

            await run.Run(ending.Token);
            return run.Counters.RefusedForGood == 0 ? SimulatorCommandLine.Done : SimulatorCommandLine.Failed;
        });
        return command;
    }

    private static async Task EndWithInput(CancellationTokenSource ending)
    {
        await using var input = Console.OpenStandardInput();
        while (await input.ReadAsync(new byte[256]) > 0)
        {
            // What is typed means nothing here; only the end does.
        }

        await ending.CancelAsync();
    }

    private static Option<string> Span(string name, string description, string normal)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => normal };
        option.Validators.Add(result =>
        {
            if (!TimeText.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError($"{name} wants a number and s, m, h or d, such as 48h");
            }
        });
        return option;
    }
}

using System.CommandLine;
using System.Globalization;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Replay;

namespace Monitoring.Simulator.Commands;

/// <summary><c>replay</c>: rows of published files as their devices would have sent them.</summary>
internal static class ReplayCommand
{
    public static Command Create(TextWriter output, TimeProvider time)
    {
        var doors = new DoorArguments();
        var kind = new Argument<string>("KIND") { Description = string.Join(", ", PublishedFile.Layouts) };
        var file = new Argument<FileInfo>("FILE") { Description = "comma-separated file with a header" };
        var split = new Option<string?>("--split") { Description = "doors that devices are dealt to in turn, such as tcp,mqtt,serial; without it all given doors" };
        var province = new Option<string?>("--province") { Description = "only these, as the file names them: 四川省,重庆市" };
        var date = new Option<string?>("--date") { Description = "only this day: 2020-05-08" };
        kind.Validators.Add(r =>
        {
            if (!PublishedFile.Layouts.Contains(r.GetValueOrDefault<string>()))
            {
                r.AddError($"KIND is one of {string.Join(", ", PublishedFile.Layouts)}");
            }
        });
        file.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<FileInfo>() is { Exists: false } missing)
            {
                r.AddError($"there is no file {missing.Name}");
            }
        });
        date.Validators.Add(r =>
        {
            if (!TryDate(r.GetValueOrDefault<string>(), out _))
            {
                r.AddError("--date wants a day such as 2020-05-08");
            }
        });

        var command = new Command("replay", "sends published measurements as devices would have sent them") { kind, file, split, province, date };
        doors.AddTo(command);
        command.Validators.Add(r =>
        {
            if (Names(r.GetValue(split)).FirstOrDefault(d => !doors.IsGiven(r, d)) is { } closed)
            {
                r.AddError($"--split names '{closed}', but there is no --{closed}");
            }
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            var way = doors.Of(result);
            var names = Names(result.GetValue(split));
            var options = new ReplayOptions(
                result.GetValue(kind)!,
                way,
                names.Count > 0 ? names : way.Open,
                Names(result.GetValue(province)),
                TryDate(result.GetValue(date), out var day) ? day : null);
            using var reader = result.GetValue(file)!.OpenText();
            var run = new ReplayRun(ReplayPlan.Read(options, reader), way, new RetryRules(), output, time);
            return await run.Run(cancellationToken) ? SimulatorCommandLine.Done : SimulatorCommandLine.Failed;
        });
        return command;
    }

    private static IReadOnlyList<string> Names(string? list) =>
        list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool TryDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}

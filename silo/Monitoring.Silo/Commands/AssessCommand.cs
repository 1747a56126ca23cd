using System.CommandLine;
using System.Text;
using CsvHelper;
using Monitoring.Compliance.Certificates;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Silo.Layouts;

namespace Monitoring.Silo.Commands;

/// <summary>
/// <c>assess</c>: judges offline. A file of cases (<c>id,kind,standard,inputs_json</c>), a file as the ministry's feed publishes
/// it (<c>--layout</c>), or a certificate to compute again (<c>--certificate</c>).
/// </summary>
internal static class AssessCommand
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "the CSV file; absent or - is standard input" };
        var certificate = new Option<string?>("--certificate") { Description = "compute the verdict of this certificate again and compare the bytes" };
        var layout = new Option<string?>("--layout") { Description = "FILE is as published: water-snapshot, water-national or air-hourly" };
        var lakes = new Option<string>("--lakes") { Description = "list of lake sections (province,section,basis), or none", DefaultValueFactory = _ => "none" };

        var explain = new Option<bool>("--explain") { Description = "say in words, Chinese and English, why the answer is what it is: value, limit, rounding, clause" };

        // Without this, a mistyped option would be looked for as a file.
        file.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { Length: > 1 } text && text.StartsWith('-'))
            {
                r.AddError($"unknown option {text}");
            }
        });
        layout.AcceptOnlyFromAmong(PublishedFile.WaterSnapshot, PublishedFile.WaterNational, PublishedFile.AirHourly);

        var command = new Command("assess", "judge a file of cases, a published file, or a certificate") { file, certificate, layout, lakes, explain };
        command.SetAction((r, _) => Guarded(
            () => r.GetValue(certificate) is { } path
                ? ReplayCertificate(path, r.GetValue(explain))
                : Judge(r.GetValue(file) ?? StandardInput, r.GetValue(layout), r.GetValue(lakes)!, r.GetValue(explain))));
        return command;
    }

    private static async Task<int> Judge(string file, string? layout, string lakes, bool explain)
    {
        using var input = file == StandardInput ? new StreamReader(Console.OpenStandardInput(), Encoding.UTF8) : new StreamReader(file, Encoding.UTF8);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (layout is null)
        {
            AssessCases.Run(input, output, explain);
            return 0;
        }

        AssessPublished.Run(layout, input, LakesOf(lakes), output);
        return 0;
    }

    private static LakeSections LakesOf(string lakes)
    {
        if (lakes is "none")
        {
            return LakeSections.None;
        }

        using var list = new StreamReader(lakes, Encoding.UTF8);
        return LakeSections.Read(list);
    }

    private static async Task<int> ReplayCertificate(string path, bool explain)
    {
        var json = (await File.ReadAllTextAsync(path)).TrimEnd('\r', '\n');
        var replay = Certificate.Replay(json);
        await Console.Out.WriteLineAsync(replay.Agrees ? $"OK {replay.Recomputed!.Id}" : replay.Difference);
        if (explain && replay is { Agrees: true, Recomputed: { } certificate })
        {
            foreach (var (_, sentences) in AssessExplanation.OfCertificate(certificate))
            {
                await Console.Out.WriteLineAsync(Environment.NewLine + string.Join(Environment.NewLine, sentences!.AsArray().Select(s => (string)s!)));
            }
        }

        return replay.Agrees ? 0 : 1;
    }

    private static async Task<int> Guarded(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or CsvFormatException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync("assess: " + e.Message.Split('\n')[0]);
            return 1;
        }
    }
}

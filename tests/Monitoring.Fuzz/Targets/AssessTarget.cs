using System.Text;
using System.Text.Json;
using Monitoring.Silo.Commands;

namespace Monitoring.Fuzz.Targets;

/// <summary>The cases of <c>assess</c>: a line of JSON each, with a result or an error.</summary>
public sealed class AssessTarget : FuzzTarget
{
    public override string Name => "assess-cases";

    public override IReadOnlyList<byte[]> Seeds => Corpus.AssessCases;

    public override IReadOnlyList<byte[]> Words { get; } = [.. AssessKinds.Names.Select(Encoding.UTF8.GetBytes), .. Texts(
        "\"\"", "\"", "{", "}", "[", "]", "null", ":", ",", "\n", "GB 3838-2002", "HJ 633-2026", "HJ 633-2012", "1e400", "-5", "\"\"values\"\":", "0.05L", "\"\"\"\"", "劣V")];

    public override IReadOnlyList<string> Demanded => ["result", "error", "refused"];

    // Each case is judged by the real rules; an input holds several.
    public override int ShortRuns => 4_000;

    public override ValueTask Take(byte[] input, Outcomes outcomes)
    {
        using var output = new StringWriter();
        try
        {
            AssessCases.Run(new StringReader(Encoding.UTF8.GetString(input)), output);
        }
        catch (InvalidDataException)
        {
            outcomes.Add("refused");
        }

        foreach (var line in output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            outcomes.Add(document.RootElement.TryGetProperty("result", out _) ? "result" : "error");
        }

        return ValueTask.CompletedTask;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Monitoring.Storage.Influx;

/// <summary>
/// Why a server did not take some lines, in the words of three generations:
/// <list type="bullet">
/// <item>1: <c>{"error":"partial write: unable to parse 'LINE': WHY\nunable to parse 'LINE': WHY dropped=0"}</c>, or
/// <c>{"error":"partial write: field type conflict: … dropped=2"}</c>, which names no line;</item>
/// <item>2: the same words as <c>{"code":"invalid","message":"…"}</c>, some builds with the number of the first line as <c>"line"</c>;</item>
/// <item>3: <c>{"error":"…","data":[{"original_line":"LINE","line_number":2,"error_message":"WHY"}]}</c>, of a hundred lines at most.</item>
/// </list>
/// </summary>
internal sealed partial class Refusal
{
    private const string Unparsed = "unable to parse '";
    private const int MaxReason = 200;

    private readonly string words;
    private readonly List<(int Number, string Reason)> numbered = [];

    private Refusal(LineAnswer answer)
    {
        words = answer.Body;
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root)
            {
                words = Text(root, "error") ?? Text(root, "message") ?? answer.Body;
                Read(root);
            }
        }
        catch (JsonException)
        {
            // A proxy's page, or plain words.
        }

        IsTooLarge = answer.Status == 413;
        Reason = Shortened(DroppedCount().Replace(words, "").Trim() is { Length: > 0 } said ? said : $"refused with status {answer.Status}");
    }

    /// <summary>In one line.</summary>
    public string Reason { get; }

    public bool IsTooLarge { get; }

    /// <summary>How many lines the server left out, where it says so.</summary>
    public int? Dropped => DroppedCount().Match(words) is { Success: true } found && int.TryParse(found.Groups["count"].ValueSpan, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>True of lines older than the server keeps: no fault of theirs, it would have forgotten them anyway.</summary>
    public bool IsOutlived => words.Contains("retention policy", StringComparison.OrdinalIgnoreCase) && !words.Contains(Unparsed, StringComparison.Ordinal) && Dropped is not null;

    /// <summary>True where the words are about lines at all, not about the request.</summary>
    public bool IsAboutLines => numbered.Count > 0 || Dropped is not null || words.Contains(Unparsed, StringComparison.Ordinal) || words.Contains("field type conflict", StringComparison.Ordinal);

    /// <summary>True where a limit of the server is reached (series of a database, values of a tag): the lines are right, and taken once somebody has raised it.</summary>
    public bool IsOfALimit => words.Contains("limit exceeded", StringComparison.OrdinalIgnoreCase) && !words.Contains(Unparsed, StringComparison.Ordinal);

    public static Refusal Of(LineAnswer answer) => new(answer);

    /// <summary>The lines that the answer names, of those that were sent.</summary>
    public Dictionary<int, string> Named(Lines lines, IReadOnlyList<int> sent)
    {
        var named = new Dictionary<int, string>();
        foreach (var (number, reason) in numbered.Where(n => n.Number >= 1 && n.Number <= sent.Count))
        {
            named[sent[number - 1]] = reason;
        }

        foreach (var row in words.Split('\n'))
        {
            if (row.IndexOf(Unparsed, StringComparison.Ordinal) is >= 0 and var start && Quoted(lines, row[(start + Unparsed.Length)..]) is { } quoted)
            {
                named[quoted.Line] = quoted.Reason;
            }
        }

        return named;
    }

    // The line itself may have what looks like its end.
    private static (int Line, string Reason)? Quoted(Lines lines, string row)
    {
        const string End = "': ";
        for (var end = row.IndexOf(End, StringComparison.Ordinal); end >= 0; end = row.IndexOf(End, end + 1, StringComparison.Ordinal))
        {
            if (lines.Find(row[..end]) is { } line)
            {
                return (line, Shortened(DroppedCount().Replace(row[(end + End.Length)..], "").Trim()));
            }
        }

        return null;
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxReason ? line : line[..MaxReason] + "…";
    }

    private void Read(JsonElement root)
    {
        if (root.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Array)
        {
            foreach (var entry in data.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.Object))
            {
                if (entry.TryGetProperty("line_number", out var number) && number.TryGetInt32(out var line))
                {
                    numbered.Add((line, Shortened(Text(entry, "error_message") ?? words)));
                }
            }
        }
        else if (root.TryGetProperty("line", out var first) && first.ValueKind is JsonValueKind.Number && first.TryGetInt32(out var line))
        {
            numbered.Add((line, Shortened(words)));
        }
    }

    [GeneratedRegex(@"\s*\bdropped=(?<count>\d+)\s*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DroppedCount();
}

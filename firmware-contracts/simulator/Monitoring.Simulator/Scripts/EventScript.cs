using System.Globalization;
using System.Text.Json;

namespace Monitoring.Simulator.Scripts;

/// <summary>
/// The events of a script file: a JSON array of
/// <code>{"station":"CQ004","from":"+10m","duration":"8h","set":{"w21003":"2.6"},"ramp":"1h","every":"1h"}</code>
/// <c>from</c> is a time with its offset, or <c>+</c> a span after the device clock's start; spans are a number and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>;
/// <c>ramp</c> and <c>every</c> may be left out.
/// </summary>
public sealed class EventScript(IReadOnlyList<ScriptedEvent> events)
{
    private static readonly HashSet<string> Known = ["station", "from", "duration", "set", "ramp", "every"];
    private readonly ILookup<string, ScriptedEvent> byStation = events.ToLookup(e => e.Station, StringComparer.Ordinal);

    public static EventScript Empty { get; } = new([]);

    public IReadOnlyList<ScriptedEvent> Events => events;

    /// <summary>The events of a station, by its id or its MN.</summary>
    public IEnumerable<ScriptedEvent> For(string station, string mn) => byStation[station].Concat(byStation[mn]);

    /// <exception cref="FormatException">The text is no script; the message names event and field.</exception>
    public static EventScript Parse(string json, DateTimeOffset start)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? new EventScript([.. document.RootElement.EnumerateArray().Select((e, i) => ReadEvent(e, i + 1, start))])
                : throw new FormatException("a script is an array of events");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"the script is no JSON: {fault.Message}", fault);
        }
    }

    private static ScriptedEvent ReadEvent(JsonElement element, int number, DateTimeOffset start)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"event {number} is no object");
        }

        if (element.EnumerateObject().FirstOrDefault(p => !Known.Contains(p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw new FormatException($"event {number} has an unknown field '{unknown.Name}': {string.Join(", ", Known)}");
        }

        string? Text(string name) => element.TryGetProperty(name, out var field) ? field.GetString() : null;
        string Required(string name) => Text(name) ?? throw new FormatException($"event {number} has no '{name}'");
        var set = element.TryGetProperty("set", out var values) && values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().ToDictionary(v => v.Name, v => Number(v, number), StringComparer.Ordinal)
            : throw new FormatException($"event {number} has no 'set'");
        return new ScriptedEvent(
            Required("station"),
            Time(Required("from"), number, start),
            TimeText.Parse(Required("duration")),
            set,
            Text("ramp") is { } ramp ? TimeText.Parse(ramp) : TimeSpan.Zero,
            Text("every") is { } every ? TimeText.Parse(every) : null);
    }

    private static decimal Number(JsonProperty value, int number) =>
        decimal.TryParse(value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString() : value.Value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var result)
            ? result
            : throw new FormatException($"event {number}: '{value.Name}' is no number");

    private static DateTimeOffset Time(string text, int number, DateTimeOffset start)
    {
        if (text.StartsWith('+'))
        {
            return start + TimeText.Parse(text[1..]);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException($"event {number}: '{text}' is neither a time nor +span");
    }
}

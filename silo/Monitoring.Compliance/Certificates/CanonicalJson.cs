using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Monitoring.Compliance.Certificates;

/// <summary>
/// One text per JSON value: keys in ordinal order, no white space, the shortest escapes (RFC 8785). Measured
/// quantities are written as strings before they get here, so that the only numbers are counts and classes.
/// </summary>
public static class CanonicalJson
{
    // Of a section's instant verdict, the most frequent one; longer ones grow.
    private const int UsualLength = 4096;

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    /// <summary>The canonical text.</summary>
    /// <exception cref="ArgumentException">A number is no whole number: quantities must be strings.</exception>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder(UsualLength);
        Write(node, text);
        return text.ToString();
    }

    private static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject map:
                WriteMap(map, text);
                break;
            case JsonArray list:
                WriteList(list, text);
                break;
            case JsonValue value:
                WriteValue(value, text);
                break;
        }
    }

    private static void WriteMap(JsonObject map, StringBuilder text)
    {
        text.Append('{');
        KeyValuePair<string, JsonNode?>[] members = [.. map];
        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var next = false;
        foreach (var (key, value) in members)
        {
            _ = next ? text.Append(',') : text;
            WriteString(key, text);
            text.Append(':');
            Write(value, text);
            next = true;
        }

        text.Append('}');
    }

    private static void WriteList(JsonArray list, StringBuilder text)
    {
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            _ = i > 0 ? text.Append(',') : text;
            Write(list[i], text);
        }

        text.Append(']');
    }

    private static void WriteValue(JsonValue value, StringBuilder text)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                WriteString(value.GetValue<string>(), text);
                break;
            case JsonValueKind.Number:
                var whole = value.TryGetValue<int>(out var number) ? number : throw new ArgumentException("a number in canonical JSON must be whole", nameof(value));
                text.Append(whole.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.GetValue<bool>() ? "true" : "false");
                break;
        }
    }

    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        var rest = value.AsSpan();
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            text.Append(rest[..at]);
            _ = rest[at] switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                var control => text.Append("\\u").Append(((int)control).ToString("x4", CultureInfo.InvariantCulture)),
            };
            rest = rest[(at + 1)..];
        }

        text.Append(rest).Append('"');
    }
}

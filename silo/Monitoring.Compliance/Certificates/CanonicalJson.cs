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
    /// <summary>The canonical text.</summary>
    /// <exception cref="ArgumentException">A number is no whole number: quantities must be strings.</exception>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
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
        var next = false;
        foreach (var (key, value) in map.OrderBy(p => p.Key, StringComparer.Ordinal))
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
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Protocols.Tests.Hj212;

/// <summary>What <c>decode hj212</c> prints, parsed again.</summary>
internal static class Decoded
{
    public static IReadOnlyList<JsonElement> Line(string escaped, Hj212ReadOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Hj212Json.DecodeLine(Encoding.UTF8.GetBytes(escaped), options ?? Hj212ReadOptions.Default, output);
        return [.. Encoding.UTF8.GetString(output.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    public static IReadOnlyList<string> Deviations(JsonElement result) =>
        [.. result.GetProperty("deviations").EnumerateArray().Select(d => d.GetString()!)];

    /// <summary>The items of CP as the device wrote them, DataTime left out.</summary>
    public static IEnumerable<string> CpOf(JsonElement result)
    {
        foreach (var value in result.GetProperty("values").EnumerateArray())
        {
            var code = value.GetProperty("code").GetString();
            foreach (var text in value.EnumerateObject().Where(p => p.Name != "code"))
            {
                var kind = text.Name is "rs" or "rt" or "sn" ? text.Name.ToUpperInvariant() : char.ToUpperInvariant(text.Name[0]) + text.Name[1..];
                yield return $"{code}-{kind}={text.Value.GetString()}";
            }
        }

        foreach (var field in result.GetProperty("fields").EnumerateObject())
        {
            IEnumerable<JsonElement> texts = field.Value.ValueKind == JsonValueKind.Array ? field.Value.EnumerateArray() : [field.Value];
            foreach (var text in texts)
            {
                yield return $"{field.Name}={text.GetString()}";
            }
        }
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

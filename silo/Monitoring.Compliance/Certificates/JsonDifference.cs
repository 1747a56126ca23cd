using System.Text.Json.Nodes;

namespace Monitoring.Compliance.Certificates;

/// <summary>Names the first place where two JSON values differ, in words for a person.</summary>
internal static class JsonDifference
{
    public static string? First(JsonNode? stated, JsonNode? computed, string path = "$") => (stated, computed) switch
    {
        (JsonObject s, JsonObject c) => s.Select(p => p.Key).Concat(c.Select(p => p.Key)).Distinct().Order(StringComparer.Ordinal)
            .Select(key => First(s[key], c[key], $"{path}.{key}")).FirstOrDefault(d => d is not null),
        (JsonArray s, JsonArray c) => Enumerable.Range(0, Math.Max(s.Count, c.Count))
            .Select(i => First(i < s.Count ? s[i] : null, i < c.Count ? c[i] : null, $"{path}[{i}]")).FirstOrDefault(d => d is not null),
        _ when JsonNode.DeepEquals(stated, computed) => null,
        _ => $"{path}: stated {Show(stated)}, computed {Show(computed)}",
    };

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}

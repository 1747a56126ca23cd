using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Monitoring.Compliance.Explanations;

/// <summary>Finds a place in the JSON that is explained: names joined by points (in lists a number or <c>last</c>), from the current element, or after <c>/</c> from the whole.</summary>
internal static class SubjectPath
{
    private const string Last = "last";

    public static JsonNode? Find(string path, JsonNode? element, JsonObject whole)
    {
        var found = path.StartsWith('/') ? whole : element;
        foreach (var name in path.TrimStart('/').Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found switch
            {
                JsonObject map => map[name],
                JsonArray { Count: > 0 } list when name is Last => list[^1],
                JsonArray list when int.TryParse(name, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return found;
    }

    public static bool Holds(string condition, JsonNode? element, JsonObject whole) => condition switch
    {
        _ when condition.StartsWith('!') => !Holds(condition[1..], element, whole),
        _ when condition.Split('=') is [var path, var value] => Text(Find(path, element, whole)) == value,
        _ when condition.Split('>') is [var left, var right] => Number(Find(left, element, whole)) > Number(Find(right, element, whole)),
        _ => IsThere(Find(condition, element, whole)),
    };

    /// <summary>The text of a plain value; null for what is absent or no plain value.</summary>
    public static string? Text(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number => node.ToJsonString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static decimal? Number(JsonNode? node) => decimal.TryParse(Text(node), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsThere(JsonNode? node) => node switch
    {
        null => false,
        JsonArray list => list.Count > 0,
        JsonObject map => map.Count > 0,
        _ => Text(node) is not (null or "" or "false"),
    };
}

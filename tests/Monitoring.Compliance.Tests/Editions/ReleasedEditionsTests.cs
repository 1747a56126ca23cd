using System.Text.Json.Nodes;
using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Tests.Editions;

/// <summary>Certificates cite edition files by id; what such a file said at a release, it goes on saying.</summary>
public class ReleasedEditionsTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors", "editions"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Say_what_they_said_when_they_were_released(string released)
    {
        using var stream = typeof(EditionCatalogue).Assembly.GetManifestResourceStream($"Monitoring.Compliance.Editions.{Path.GetFileName(released)}");

        Changes(JsonNode.Parse(File.ReadAllText(released)), JsonNode.Parse(stream.ShouldNotBeNull()), "$").ShouldBeEmpty(Path.GetFileName(released));
    }

    // What a later release adds beside it cannot change a certificate; figures, names and the order of lists can.
    private static IEnumerable<string> Changes(JsonNode? released, JsonNode? now, string path) => (released, now) switch
    {
        (JsonObject r, JsonObject n) => r.SelectMany(p => Changes(p.Value, n[p.Key], $"{path}.{p.Key}")),
        (JsonArray r, JsonArray n) when r.Count == n.Count => Enumerable.Range(0, r.Count).SelectMany(i => Changes(r[i], n[i], $"{path}[{i}]")),
        _ => JsonNode.DeepEquals(released, now) ? [] : [$"{path}: released as {released?.ToJsonString()}, now {now?.ToJsonString()}"],
    };
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Monitoring.Compliance.Editions;
using Monitoring.Testing;

namespace Monitoring.Compliance.Tests;

/// <summary>
/// <c>docs/compliance.md</c> and the edition files name the same rules with the same states. A rule is whatever states a clause
/// in the data; its name is the file and the path to it: <c>huanban-2011-22/river</c>.
/// </summary>
public partial class RulesInTheDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(SharedMaterial.RepositoryRoot, "docs", "compliance.md"));

    public static TheoryData<string> Editions => [.. Files().Select(f => (string)f["id"]!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Editions))]
    public void Every_edition_and_every_rule_of_it_stands_in_the_document_with_its_state(string edition)
    {
        foreach (var (rule, states) in RulesOf(Files().Single(f => (string)f["id"]! == edition)))
        {
            var named = rule.Contains('/', StringComparison.Ordinal) ? $"`{rule}`" : $"`{rule}.json`";
            var line = Lines.Where(l => l.Contains(named, StringComparison.Ordinal)).ShouldHaveSingleItem($"{named} in docs/compliance.md");
            states.Where(s => !line.Contains(s, StringComparison.Ordinal)).ShouldBeEmpty($"states of {named}");
        }
    }

    [Fact]
    public void The_document_names_no_rule_that_the_data_lack()
    {
        var known = Files().SelectMany(f => RulesOf(f).Keys).ToHashSet(StringComparer.Ordinal);
        var editions = Editions.Select(e => (string)e).ToHashSet(StringComparer.Ordinal);

        var named = Lines.SelectMany(l => Name().Matches(l)).Select(m => m.Groups["name"].Value)
            .Where(n => n.EndsWith(".json", StringComparison.Ordinal) || editions.Contains(n.Split('/')[0]))
            .Select(n => n.EndsWith(".json", StringComparison.Ordinal) ? n[..^5] : n);

        named.Where(n => !known.Contains(n)).ShouldBeEmpty();
    }

    // The states of a rule; a rule without one of its own has that of the rows around it or of its edition.
    private static Dictionary<string, HashSet<string>> RulesOf(JsonObject edition)
    {
        var id = (string)edition["id"]!;
        var rules = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal) { [id] = [(string)edition["state"]!] };
        foreach (var (name, value) in edition)
        {
            Walk(value, $"{id}/{name}", rules);
        }

        return rules;
    }

    private static void Walk(JsonNode? node, string path, Dictionary<string, HashSet<string>> rules)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var element in list)
                {
                    Walk(element, path, rules);
                }

                break;
            case JsonObject map:
                if (map.ContainsKey("clause"))
                {
                    var states = rules.TryGetValue(path, out var known) ? known : rules[path] = [];
                    _ = map["state"] is { } state && states.Add((string)state!);
                }

                foreach (var (name, value) in map)
                {
                    Walk(value, $"{path}/{name}", rules);
                }

                break;
        }
    }

    private static IEnumerable<JsonObject> Files()
    {
        var assembly = typeof(EditionCatalogue).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(".Editions.", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return JsonNode.Parse(stream)!.AsObject();
        }
    }

    [GeneratedRegex("`(?<name>[a-z0-9-]+(\\.json|(/[A-Za-z0-9]+)+))`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}

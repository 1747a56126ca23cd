using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Tests;

/// <summary>
/// An outsider finds the clause behind every number: each public member of Water, Air and Quality cites one, itself or by its type, and
/// what it cites is a text that the edition files name. <c>RulesInTheDocumentTests</c> holds docs/compliance.md against the same files.
/// </summary>
public partial class DocumentationTests
{
    private static readonly string[] RuleNamespaces = ["Monitoring.Compliance.Water.", "Monitoring.Compliance.Air.", "Monitoring.Compliance.Quality."];

    private static readonly IReadOnlyDictionary<string, string> Comments = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Monitoring.Compliance.xml"))
        .Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, m => Space().Replace(m.Value, " "), StringComparer.Ordinal);

    // Members of public types; the compiler demands a comment of each.
    private static readonly IReadOnlyList<(string Member, string Type, string Text)> Rules =
    [
        .. from type in typeof(EditionCatalogue).Assembly.GetExportedTypes()
           let name = type.FullName!.Replace('+', '.')
           where RuleNamespaces.Any(n => name.StartsWith(n, StringComparison.Ordinal))
           from comment in Comments
           where comment.Key == $"T:{name}" || comment.Key[2..].StartsWith(name + ".", StringComparison.Ordinal)
           where !comment.Key.Contains(".#ctor", StringComparison.Ordinal)
           select (comment.Key, $"T:{name}", comment.Value),
    ];

    [Fact]
    public void Every_public_member_cites_a_clause_itself_or_by_its_type() => Rules
        .Where(r => !Citation().IsMatch(r.Text) && !Citation().IsMatch(Comments[r.Type]))
        .Select(r => r.Member).ShouldBeEmpty();

    [Fact]
    public void Every_text_that_is_cited_is_one_that_the_edition_files_name()
    {
        var named = EditionFiles().SelectMany(f => Texts(f, (string)f["standard"]!)).ToHashSet(StringComparer.Ordinal);

        Rules.SelectMany(r => Citation().Matches(r.Text).Select(m => (Cited: m.Value, r.Member)))
            .Where(c => !named.Any(t => Names(t, c.Cited)))
            .Select(c => $"{c.Cited} of {c.Member}").ShouldBeEmpty();
    }

    [Fact]
    public void There_is_much_to_look_at() => Rules.Count.ShouldBeGreaterThan(200);

    // "GB 3095 table 4" names that table of every edition, "GB 3095-2012 table 4" of that one only.
    private static bool Names(string text, string cited)
    {
        var (standard, table) = cited.Split(" table ") is [var s, var t] ? (s, $" table {t}") : (cited, "");
        return Regex.IsMatch(text, $@"{Regex.Escape(standard)}(-\d{{4}})?{table}(?!\d)", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static IEnumerable<string> Texts(JsonNode? node, string standard) => node switch
    {
        JsonObject map => map.SelectMany(p => p.Key is "clause" && p.Value is JsonValue clause
            ? [(string)clause!, $"{standard} {(string)clause!}", $"{standard}, {(string)clause!}"]
            : p.Key.EndsWith("lause", StringComparison.Ordinal) || p.Key is "standard" or "source" or "title" or "titleZh" or "note"
                ? [(string)p.Value!]
                : Texts(p.Value, standard)),
        JsonArray list => list.SelectMany(e => Texts(e, standard)),
        _ => [],
    };

    private static IEnumerable<JsonObject> EditionFiles()
    {
        var assembly = typeof(EditionCatalogue).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(".Editions.", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return JsonNode.Parse(stream)!.AsObject();
        }
    }

    [GeneratedRegex(
        @"GB(/T)? \d+(-\d{4})?( table \d)?|HJ(/T)? \d+(\.\d)?(-\d{4})?( table \d)?|HuanBan \[2011\] 22(, section \d+)?|CNEMC \d{4} No\. \d+|环办监测函?〔\d{4}〕\d+号|环办监测\[\d{4}\]\d+号|HuanDaQi \[\d{4}\] \d+|measures of 2018|published bulletins|重点管控新污染物清单",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Citation();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}

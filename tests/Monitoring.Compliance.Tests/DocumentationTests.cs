using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Monitoring.Compliance.Editions;
using Monitoring.Testing;

namespace Monitoring.Compliance.Tests;

/// <summary>An outsider finds the clause behind every number.</summary>
public partial class DocumentationTests
{
    private static readonly string[] RuleNamespaces = ["Monitoring.Compliance.Water", "Monitoring.Compliance.Air", "Monitoring.Compliance.Quality"];

    [Fact]
    public void Every_rule_cites_its_clause()
    {
        var comments = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Monitoring.Compliance.xml"))
            .Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, m => m.Value, StringComparer.Ordinal);

        var silent = typeof(EditionCatalogue).Assembly.GetExportedTypes()
            .Where(t => RuleNamespaces.Contains(t.Namespace) && t is { IsAbstract: true, IsSealed: true })
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => (Type: t, Method: m)))
            .Where(m => !CommentsOf(m.Type, m.Method, comments).Any(c => Citation().IsMatch(c)))
            .Select(m => $"{m.Type.Name}.{m.Method.Name}");

        silent.ShouldBeEmpty();
    }

    [Fact]
    public void The_document_names_every_edition_and_its_state()
    {
        var document = File.ReadAllText(Path.Combine(SharedMaterial.RepositoryRoot, "docs", "compliance.md"));
        var catalogue = EditionCatalogue.Default;

        foreach (var (id, standard) in catalogue.Water.SelectMany(e => new[] { (e.Limits.Id, e.Limits.Standard), (e.Method.Id, e.Method.Standard) })
            .Concat(catalogue.AirIndex.Select(e => (e.Id, e.Standard))).Concat(catalogue.AirStatistics.Select(e => (e.Id, e.Standard)))
            .Concat(catalogue.AirLimits.Select(e => (e.Id, e.Standard))).Concat(catalogue.CompositeIndex.Select(e => (e.Id, e.Standard)))
            .Concat(catalogue.HeavyPollution.Select(e => (e.Id, e.Standard))))
        {
            document.ShouldContain(standard);
            document.ShouldContain($"{id}.json");
        }
    }

    private static IEnumerable<string> CommentsOf(Type type, MethodInfo method, Dictionary<string, string> comments)
    {
        yield return comments.GetValueOrDefault($"T:{type.FullName}", "");
        foreach (var (name, text) in comments.Where(c => c.Key.StartsWith($"M:{type.FullName}.{method.Name}", StringComparison.Ordinal)))
        {
            yield return text;
        }
    }

    [GeneratedRegex(@"GB 3838|GB 3095|GB/T 8170|HJ \d+|HuanBan|CNEMC|环办监测|HuanDaQi|measures of 2018|published bulletins", RegexOptions.None, 1000)]
    private static partial Regex Citation();
}

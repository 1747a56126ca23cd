using System.Globalization;
using System.Text.RegularExpressions;
using Monitoring.Testing;

namespace Monitoring.Architecture.Tests;

/// <summary>What is written about the system holds together: each decision has one number, each link leads to a file.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Each_decision_has_a_number_of_its_own()
    {
        var decisions = Directory.GetFiles(Path.Combine(SharedMaterial.RepositoryRoot, "docs", "adr"), "*.md").Order(StringComparer.Ordinal).ToArray();
        decisions.Select(d => int.Parse(Path.GetFileName(d)[..4], CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(1, decisions.Length));
        foreach (var (index, decision) in decisions.Index())
        {
            File.ReadLines(decision).First().ShouldStartWith($"# {index + 1}. ");
        }
    }

    [Fact]
    public void Each_link_to_a_file_leads_to_one()
    {
        var links = Documents().SelectMany(
            document => LinkToFile().Matches(File.ReadAllText(document)),
            (document, link) => (Document: document, Path: Path.Combine(Path.GetDirectoryName(document)!, link.Groups["path"].Value)));
        links.Where(l => !Path.Exists(l.Path)).ShouldBeEmpty();
    }

    // Those of packages and of builds are not ours.
    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(SharedMaterial.RepositoryRoot, "*.md", SearchOption.TopDirectoryOnly).Concat(
            Directory.EnumerateDirectories(SharedMaterial.RepositoryRoot)
                .Where(d => Path.GetFileName(d) is "api" or "docs" or "firmware-contracts" or "gateway" or "silo" or "tests")
                .SelectMany(d => Directory.EnumerateFiles(d, "*.md", SearchOption.AllDirectories))
                .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal)));

    [GeneratedRegex(@"\]\((?!\w+:)(?<path>[^)#\s]+)(#[^)\s]*)?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex LinkToFile();
}

using System.Text.Json;
using System.Xml.Linq;
using Monitoring.Testing;

namespace Monitoring.Architecture.Tests;

/// <summary>
/// The product is Apache-2.0. Every package that any project restores, direct or transitive, has a licence that goes with
/// it; a package whose description names no licence expression stands in the table below with where the licence was read.
/// </summary>
public sealed class LicenceTests
{
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "PostgreSQL", "MS-PL", "Zlib", "ISC", PublicDomain];

    private const string PublicDomain = "public domain";

    /// <summary>Packages without an expression: the licence as the file that the package carries states it.</summary>
    private static readonly Dictionary<string, string> ReadByHand = new(StringComparer.OrdinalIgnoreCase)
    {
        // LICENSE.txt of 3.50.4.5: "SQLite is Public Domain". Asks for nothing, so it goes with every licence.
        ["SourceGear.sqlite3"] = PublicDomain,

        // License.md of 2.9.1 and LICENSE.TXT of 3.1.6, of the benchmarks only.
        ["CommandLineParser"] = "MIT",
        ["Microsoft.DotNet.PlatformAbstractions"] = "MIT",
    };

    [Fact]
    public void Every_package_has_a_licence_that_goes_with_ours()
    {
        var packages = RestoredPackages();
        packages.Count.ShouldBeGreaterThan(20, "the restore's own lists were read");
        var offending = packages
            .Select(p => (p.Name, Licence: LicenceOf(p.Folder) ?? ReadByHand.GetValueOrDefault(p.Name, "none named")))
            .Where(p => !p.Licence.Split([" OR ", " AND "], StringSplitOptions.None).All(l => Allowed.Contains(l.Trim('(', ')'), StringComparer.Ordinal)));
        offending.Select(p => $"{p.Name}: {p.Licence}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_npm_package_has_a_licence_that_goes_with_ours()
    {
        foreach (var lockFile in NpmLockFiles())
        {
            using var document = JsonDocument.Parse(File.ReadAllText(lockFile));
            foreach (var package in document.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0))
            {
                var licence = package.Value.TryGetProperty("license", out var named) ? named.GetString()! : "none named";
                Allowed.ShouldContain(licence, $"{package.Name} in {lockFile}");
            }
        }
    }

    [Fact]
    public void Lock_files_name_no_address_to_restore_from()
    {
        var npm = NpmLockFiles().ToList();
        var nuget = NuGetLockFiles().ToList();
        npm.ShouldNotBeEmpty();
        nuget.ShouldNotBeEmpty();
        npm.ShouldAllBe(f => !File.ReadAllText(f).Contains("\"resolved\"", StringComparison.Ordinal));
        nuget.ShouldAllBe(f => !File.ReadAllText(f).Contains("://", StringComparison.Ordinal));
    }

    private static List<(string Name, string Folder)> RestoredPackages()
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var assets in Directory.EnumerateFiles(Path.Combine(SharedMaterial.RepositoryRoot, "artifacts", "obj"), "project.assets.json", SearchOption.AllDirectories))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(assets));
            var folders = document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToList();
            foreach (var library in document.RootElement.GetProperty("libraries").EnumerateObject())
            {
                if (string.Equals(library.Value.GetProperty("type").GetString(), "package", StringComparison.Ordinal))
                {
                    var path = library.Value.GetProperty("path").GetString()!;
                    found[library.Name] = folders.Select(f => Path.Combine(f, path)).First(Directory.Exists);
                }
            }
        }

        return [.. found.Select(f => (f.Key.Split('/')[0], f.Value))];
    }

    private static string? LicenceOf(string folder)
    {
        var description = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single());
        var metadata = description.Root!.Elements().Single(e => string.Equals(e.Name.LocalName, "metadata", StringComparison.Ordinal));
        var licence = metadata.Elements().FirstOrDefault(e => string.Equals(e.Name.LocalName, "license", StringComparison.Ordinal));
        return string.Equals(licence?.Attribute("type")?.Value, "expression", StringComparison.Ordinal) ? licence!.Value : null;
    }

    private static IEnumerable<string> NpmLockFiles() => Tracked("package-lock.json");

    private static IEnumerable<string> NuGetLockFiles() => Tracked("packages.lock.json");

    private static IEnumerable<string> Tracked(string name) =>
        new[] { "firmware-contracts", "gateway", "silo", "api", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SharedMaterial.RepositoryRoot, folder), name, SearchOption.AllDirectories))
            .Where(f => !f.Contains("node_modules", StringComparison.Ordinal));
}

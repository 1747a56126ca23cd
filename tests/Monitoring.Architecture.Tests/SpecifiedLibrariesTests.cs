using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Xml.Linq;
using Monitoring.Testing;

namespace Monitoring.Architecture.Tests;

/// <summary>The specified libraries that not every package feed has stay behind their switch.</summary>
public sealed class SpecifiedLibrariesTests
{
    private static readonly string[] Families = ["MQTTnet", "Orleans", "Microsoft.Orleans", "InfluxDB.Client", "System.IO.Ports"];

    /// <summary>Projects that have their real source only with the switch.</summary>
    public static TheoryData<string> Adapters =>
        [.. Projects().Where(f => f.Contains("/full/", StringComparison.Ordinal) || IsAdapter(f)).Select(f => Path.GetFileNameWithoutExtension(f))];

    [Fact]
    public void Without_the_switch_nothing_of_them_is_restored()
    {
        var assets = Directory.EnumerateFiles(Path.Combine(SharedMaterial.RepositoryRoot, "artifacts", "obj"), "project.assets.json", SearchOption.AllDirectories).ToList();
        assets.ShouldNotBeEmpty();
        foreach (var file in assets)
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            document.RootElement.GetProperty("libraries").EnumerateObject().Where(l => l.Value.GetProperty("type").ValueEquals("package"))
                .Select(l => l.Name).Where(IsOfAFamily).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void Without_the_switch_nothing_of_them_is_in_the_output()
    {
        var output = Directory.EnumerateFiles(Path.Combine(SharedMaterial.RepositoryRoot, "artifacts", "bin"), "*.dll", SearchOption.AllDirectories).ToList();
        output.ShouldNotBeEmpty();
        output.Where(f => IsOfAFamily(Path.GetFileName(f))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void An_adapter_is_in_the_solution_and_empty_without_the_switch(string project)
    {
        File.ReadAllText(Path.Combine(SharedMaterial.RepositoryRoot, "Monitoring.sln")).ShouldContain($"\\{project}.csproj\"");
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var built = Path.Combine(SharedMaterial.RepositoryRoot, "artifacts", "bin", project, configuration, project + ".dll");
        Assert.SkipUnless(File.Exists(built), $"{project} is not built");
        using var file = File.OpenRead(built);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}")
            .Where(t => t.StartsWith("Monitoring", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public async Task The_switch_on_a_feed_that_lacks_one_ends_with_2_and_a_line_that_names_it(string program)
    {
        using var folder = new TemporaryFolder();
        const string restoreFails = """
            dotnet() {
              echo "/x.csproj : error NU1101: Unable to find package MQTTnet. No packages exist with this id in source(s): some"
              echo "/y.csproj : error NU1102: Unable to find package Microsoft.Orleans.Server with version (= 10.4.2)"
              echo "/y.csproj : error NU1101: Unable to find package Microsoft.Orleans.Runtime. No packages exist with this id in source(s): some"
              return 1
            }
            """;
        var start = new ProcessStartInfo("bash", ["-c", $"{restoreFails}\n. .ci/full-feed\nrestore_full_feed {program} '{folder["log"]}' x"])
        {
            WorkingDirectory = SharedMaterial.RepositoryRoot,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await Eventually.Ends(process.WaitForExitAsync());

        errors.ShouldBe($"{program}: --full needs packages that the package feed lacks: MQTTnet, Microsoft.Orleans.Server\n");
        process.ExitCode.ShouldBe(2);
    }

    private static IEnumerable<string> Projects() =>
        new[] { "firmware-contracts", "gateway", "silo", "api", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SharedMaterial.RepositoryRoot, folder), "*.csproj", SearchOption.AllDirectories));

    private static bool IsAdapter(string project) => XDocument.Load(project).Descendants("NeedsFullFeed").Any();

    private static bool IsOfAFamily(string name) => Array.Exists(Families, f =>
        name.StartsWith(f, StringComparison.OrdinalIgnoreCase) && (name.Length == f.Length || name[f.Length] is '.' or '/'));
}

using System.Xml.Linq;
using Monitoring.Testing;

namespace Monitoring.Architecture.Tests;

/// <summary>
/// References point one way: hosts → adapters → Compliance → Contracts. The table is the whole truth: a project or a
/// reference that is not in it fails until somebody decides where it belongs.
/// </summary>
public sealed class ReferenceDirectionTests
{
    private static readonly Dictionary<string, string[]> AllowedProjects = new(StringComparer.Ordinal)
    {
        ["Monitoring.Contracts"] = [],
        ["Monitoring.Protocols"] = ["Monitoring.Contracts"],
        ["Monitoring.Simulator"] = ["Monitoring.Contracts", "Monitoring.Protocols"],
        ["Monitoring.Compliance"] = ["Monitoring.Contracts"],
        ["Monitoring.Storage"] = ["Monitoring.Contracts", "Monitoring.Compliance"],
        ["Monitoring.Gateway"] = ["Monitoring.Contracts", "Monitoring.Protocols"],
        ["Monitoring.Gateway.MqttNet"] = ["Monitoring.Gateway"],
        ["Monitoring.Gateway.SystemIoPorts"] = ["Monitoring.Gateway"],
        ["Monitoring.Storage.InfluxClient"] = ["Monitoring.Storage"],
        ["Monitoring.Silo"] = ["Monitoring.Contracts", "Monitoring.Compliance", "Monitoring.Storage", "Monitoring.Storage.InfluxClient"],
        ["Monitoring.Silo.Orleans"] = ["Monitoring.Silo"],
        ["Monitoring.Api"] = ["Monitoring.Contracts", "Monitoring.Compliance", "Monitoring.Storage", "Monitoring.Silo", "Monitoring.Silo.Orleans", "Monitoring.Gateway", "Monitoring.Gateway.MqttNet", "Monitoring.Gateway.SystemIoPorts", "Monitoring.Protocols", "Monitoring.Simulator"],
    };

    /// <summary>The libraries of pure rules: no packages beyond these, no framework of a server.</summary>
    private static readonly Dictionary<string, string[]> AllowedPackagesOfPureLibraries = new(StringComparer.Ordinal)
    {
        ["Monitoring.Contracts"] = ["Google.Protobuf", "Grpc.Tools"],
        ["Monitoring.Protocols"] = [],
        ["Monitoring.Compliance"] = [],
    };

    public static TheoryData<string> ProductProjects =>
        [.. ProductProjectFiles().Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void A_project_refers_only_to_rooms_below_it(string project)
    {
        AllowedProjects.ShouldContainKey(project, "a new project needs its place in this table");
        var references = References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')));
        references.Except(AllowedProjects[project], StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void The_libraries_of_pure_rules_have_no_packages_and_no_server_framework()
    {
        foreach (var (project, allowed) in AllowedPackagesOfPureLibraries)
        {
            References(project, "PackageReference").Except(allowed, StringComparer.Ordinal).ShouldBeEmpty(project);
            References(project, "FrameworkReference").ShouldBeEmpty(project);
        }
    }

    [Fact]
    public void The_libraries_of_pure_rules_do_no_input_or_output_and_read_no_clock()
    {
        string[] forbidden = ["System.IO.File", "System.IO.FileStream", "System.Net.Sockets", "System.TimeProvider", "System.Threading.Timer", "System.Environment"];
        foreach (var project in AllowedPackagesOfPureLibraries.Keys)
        {
            TypesUsedBy(project).Intersect(forbidden, StringComparer.Ordinal).ShouldBeEmpty(project);
        }
    }

    [Fact]
    public void Only_the_api_owns_settings_files()
    {
        var owners = Directory.EnumerateFiles(SharedMaterial.RepositoryRoot, "appsettings*.json", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(SharedMaterial.RepositoryRoot, f))
            .Where(f => !f.StartsWith("artifacts", StringComparison.Ordinal));
        owners.ShouldAllBe(f => f.StartsWith(Path.Combine("api", "Monitoring.Api"), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_version_is_exact()
    {
        var versions = new[] { "Directory.Packages.props", "Directory.Packages.Full.props" }
            .SelectMany(f => XDocument.Load(Path.Combine(SharedMaterial.RepositoryRoot, f)).Descendants("PackageVersion")).ToList();
        versions.ShouldNotBeEmpty();
        versions.ShouldAllBe(v => v.Attribute("Version")!.Value.StartsWith('[') && v.Attribute("Version")!.Value.EndsWith(']'));
    }

    private static IEnumerable<string> ProductProjectFiles() =>
        new[] { "firmware-contracts", "gateway", "silo", "api" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SharedMaterial.RepositoryRoot, folder), "*.csproj", SearchOption.AllDirectories));

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(ProductProjectFiles().Single(f => string.Equals(Path.GetFileNameWithoutExtension(f), project, StringComparison.Ordinal)))
            .Descendants(kind).Select(e => e.Attribute("Include")!.Value);

    private static HashSet<string> TypesUsedBy(string project)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, project + ".dll"));
        using var image = new System.Reflection.PortableExecutable.PEReader(file);
        var metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(image);
        return [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(m => m.Parent.Kind is System.Reflection.Metadata.HandleKind.TypeReference)
            // Every iterator of the compiler asks for its thread; that is no look at the machine.
            .Where(m => !metadata.StringComparer.Equals(m.Name, "get_CurrentManagedThreadId"))
            .Select(m => metadata.GetTypeReference((System.Reflection.Metadata.TypeReferenceHandle)m.Parent))
            .Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}")];
    }
}

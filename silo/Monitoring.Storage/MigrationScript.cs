using System.Reflection;

namespace Monitoring.Storage;

/// <summary>One step of a schema.</summary>
/// <param name="Name">Of its file, without the ending.</param>
internal sealed record MigrationScript(int Version, string Name, string Sql)
{
    /// <summary>The numbered scripts that an engine's folder holds, in their order.</summary>
    public static IReadOnlyList<MigrationScript> Of(string engine)
    {
        var folder = $".{engine}.Migrations.";
        var assembly = Assembly.GetExecutingAssembly();
        var found = new List<MigrationScript>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.Contains(folder)))
        {
            var name = resource[(resource.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..^".sql".Length];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            found.Add(new MigrationScript(int.Parse(name[..4]), name, reader.ReadToEnd()));
        }

        found.Sort((a, b) => a.Version.CompareTo(b.Version));
        return found;
    }
}

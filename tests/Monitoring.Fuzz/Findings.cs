using Monitoring.Testing;

namespace Monitoring.Fuzz;

/// <summary>Where inputs that failed are kept, out of the repository.</summary>
public static class Findings
{
    public static string Folder { get; } = Path.Combine(SharedMaterial.RepositoryRoot, "artifacts", "fuzz");
}

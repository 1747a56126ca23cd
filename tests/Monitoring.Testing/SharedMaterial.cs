namespace Monitoring.Testing;

/// <summary>
/// The measured data, sample frames and vectors that tests read but the repository does not hold: the folder named by
/// MONITORING_SHARED, else <c>shared</c> beside the checkout. Where it is absent, tests that need it are "not run".
/// </summary>
public static class SharedMaterial
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("MONITORING_SHARED") is { Length: > 0 } set
            ? set
            : Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared"));

    public static bool IsPresent => Directory.Exists(Folder);

    /// <summary>The reason a test gives to its runner (<c>Assert.SkipUnless</c>) when the folder is absent.</summary>
    public const string AbsentReason = "the shared material is absent; set MONITORING_SHARED to its folder";

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Monitoring.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("the tests run outside a checkout: no Monitoring.sln above " + AppContext.BaseDirectory);
    }
}

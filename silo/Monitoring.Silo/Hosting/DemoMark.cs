namespace Monitoring.Silo.Hosting;

/// <summary>
/// The lasting mark of a data folder in which simulated devices have played stations with real names: from then on nothing
/// that it holds may pass for measured, also after the demonstration.
/// </summary>
public static class DemoMark
{
    private const string FileName = "demo";

    public static bool IsIn(string dataFolder) => File.Exists(Path.Combine(dataFolder, FileName));

    public static void SetIn(string dataFolder) => File.WriteAllText(Path.Combine(dataFolder, FileName), "");
}

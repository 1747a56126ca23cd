namespace Monitoring.Gateway.Tests.Lines;

internal static class ExternalProgram
{
    public static bool IsInstalled(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));
}

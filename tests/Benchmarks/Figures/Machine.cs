using System.Runtime.InteropServices;

namespace Monitoring.Benchmarks.Figures;

/// <summary>What the figures were measured on, in one line.</summary>
internal static class Machine
{
    public static string Description { get; } =
        $"{Environment.ProcessorCount} cores, {Processor()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {RuntimeInformation.FrameworkDescription}";

    /// <summary>How many programs waited for a core when the run began: a figure of a busy machine is no figure.</summary>
    public static string LoadAverage() => Read("/proc/loadavg").Split(' ')[0];

    private static string Processor() =>
        Read("/proc/cpuinfo").Split('\n').FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Read(string file) => File.Exists(file) ? File.ReadAllText(file) : "";
}

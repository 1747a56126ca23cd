using System.ComponentModel.DataAnnotations;

namespace Monitoring.Api.Demo;

/// <summary>A demonstration: simulated devices play every section and site of the registry.</summary>
public sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>What the simulator takes.</summary>
    public const int MaxSpeed = 100_000;

    /// <summary>Starts the simulated fleet with this system. Its data lie in the same store as real ones: use a data folder of its own.</summary>
    public bool Enabled { get; set; }

    /// <summary>How many times faster than real time the devices live until they have caught up; shown on the page.</summary>
    [Range(1, MaxSpeed)]
    public int Speed { get; set; } = 1;
}

using System.ComponentModel.DataAnnotations;
using Monitoring.Silo.Retention;

namespace Monitoring.Silo.Hosting;

/// <summary>How this process keeps stations.</summary>
public sealed class SiloOptions
{
    public const string Section = "Silo";

    /// <summary>Folder of <c>monitoring.db</c>; one process at a time.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>
    /// Who hosts the stations: <c>inprocess</c>, or <c>orleans</c> in a build with the specified libraries, where several silos share them.
    /// </summary>
    [Required]
    public string Host { get; set; } = StationHosting.InProcess.Name;

    /// <summary>
    /// Enters the 569 sections and 60 air sites of the registry at every start, where they are absent; what officers changed stays.
    /// Off, the list is what devices and officers make it.
    /// </summary>
    public bool SeedRegistry { get; set; } = true;

    /// <summary>Live messages taken in and not yet durable, over all gateways. Beyond it gateways are told to wait: more memory against fewer waits.</summary>
    [Range(1, 10_000_000)]
    public int MaxPendingMessages { get; set; } = 50_000;

    /// <summary>The same for back-fill, which has a bound of its own: a gateway that comes back after days takes no room from live data.</summary>
    [Range(1, 10_000_000)]
    public int MaxPendingBacklog { get; set; } = 20_000;

    /// <summary>Stations that work on back-fill at once. Live data waits for no more than these; more drains a backlog faster.</summary>
    [Range(1, 10_000)]
    public int BacklogTurns { get; set; } = 64;

    /// <summary>What a gateway is told to wait when the silo is full.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Batches that may wait for one station; the next sender waits at the door.</summary>
    [Range(1, 100_000)]
    public int MailboxCapacity { get; set; } = 64;

    /// <summary>An activation that was not used for so long is let go: memory against a load at the next message.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan DeactivateAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle and silent stations are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A station is silent when it has not delivered for so many of its rhythms.</summary>
    [Range(1.0, 1000.0)]
    public double SilentAfterRhythms { get; set; } = 2;

    /// <summary>Events that a slow listener may lag behind; then it loses the oldest.</summary>
    [Range(1, 1_000_000)]
    public int FeedCapacity { get; set; } = 1024;

    /// <summary>Events that a silo of its own remembers for an API whose connection broke; beyond them it reads everything again.</summary>
    [Range(1, 1_000_000)]
    public int FeedHistory { get; set; } = 8192;

    /// <summary>How long what is stored is kept.</summary>
    public RetentionOptions Retention { get; } = new();
}

/// <summary>What a device gets that nobody has entered. Shared with the gateway's section of the same name.</summary>
public sealed class DeviceOptions
{
    public const string Section = "Devices";

    /// <summary>Target class of a water station until someone sets it, 1 to 5.</summary>
    [Range(1, 5)]
    public int DefaultTargetClass { get; set; } = 2;
}

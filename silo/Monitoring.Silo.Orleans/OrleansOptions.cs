using System.ComponentModel.DataAnnotations;

namespace Monitoring.Silo.Orleans;

/// <summary>How this silo joins the others that share the stations.</summary>
public sealed class OrleansOptions
{
    public const string Section = "Silo:Orleans";

    internal const string ConnectionKey = $"{Section}:{nameof(ConnectionString)}";

    /// <summary>PostgreSQL that keeps the list of silos and the reminders, in a schema <c>orleans</c>. Empty: that of the store.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The same database with a role that may make the schema; needed once, unless the login may. Empty: that of the store.</summary>
    public string OwnerConnectionString { get; set; } = "";

    /// <summary>Silos of one name share the stations.</summary>
    [Required]
    [StringLength(100)]
    public string ClusterId { get; set; } = "monitoring";

    /// <summary>Part of the keys of reminders: never changed.</summary>
    [Required]
    [StringLength(100)]
    public string ServiceId { get; set; } = "monitoring";

    /// <summary>IP address at which the other silos reach this one. They trust each other and speak in clear: a network of their own.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port of the other silos' connections.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 11111;

    /// <summary>How often silos look after each other. With <see cref="MissedProbes"/> it bounds how long the stations of a dead silo wait for another.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ProbeEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Probes that a silo may miss before it counts as dead; fewer find the dead sooner and the slow too.</summary>
    [Range(1, 20)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>How long the stations of a silo that is declared dead wait for their next owner, so that one that lives after all has learned of it and ended.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a sender waits for a station's owner. Then the gateway keeps its rows and sends them again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);
}

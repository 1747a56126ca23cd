namespace Monitoring.Gateway.Quarantine;

/// <summary>How much evidence is kept, and of whom.</summary>
public sealed class QuarantineOptions
{
    public const string Section = "Quarantine";

    /// <summary>Bytes kept of one refused message; the rest is only counted.</summary>
    public int MaxMessageBytes { get; set; } = 64 * 1024;

    /// <summary>Most messages kept. When full, the peer that holds the most gives up its oldest.</summary>
    public int MaxRows { get; set; } = 50_000;

    /// <summary>Most bytes kept, by the same rule.</summary>
    public long MaxBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>
    /// Most bytes of parked spool rows. They were acknowledged to their devices, so they are never evicted; when this is reached,
    /// rows that the backend refuses stay in the spool.
    /// </summary>
    public long MaxParkedBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>
    /// Most bytes of refused messages that were acknowledged to their device, as over MQTT. They are never evicted; when this is
    /// reached, further ones are not acknowledged, and their connection waits.
    /// </summary>
    public long MaxAcknowledgedBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Messages kept per reason and device (or peer, when no device is named); further ones are counted as suppressed repeats.</summary>
    public int MaxPerDeviceAndReason { get; set; } = 20;

    /// <summary>How old the newest kept message of a full group must be before a fresh one replaces the group's oldest, so that long troubles show a recent example.</summary>
    public TimeSpan RefreshAfter { get; set; } = TimeSpan.FromMinutes(10);
}

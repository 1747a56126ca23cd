namespace Monitoring.Gateway.Intake;

/// <summary>How messages become readings. Section <c>Gateway:Intake</c>.</summary>
public sealed class IntakeOptions
{
    public const string Section = "Gateway:Intake";

    /// <summary>
    /// Length of the interval of minute data (CN=2051) of devices that have no setting of their own: the frame does not say it, the station's
    /// setting (MinInterval) does.
    /// HJ 212 knows 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 and 30 minutes.
    /// </summary>
    public TimeSpan MinuteInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How far a device's clock may be ahead of the gateway's before its data time counts as impossible.</summary>
    public TimeSpan MaxClockAhead { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Uploads remembered per device, so that a repeat is answered without being spooled again. More cost memory (some 100
    /// bytes each); fewer cost spool rows, never a double reading: the store is idempotent.
    /// </summary>
    public int RepeatWindow { get; set; } = 64;

    /// <summary>
    /// How long a split upload waits for its next packet before it is taken as it is. Longer than a device goes on repeating one packet (10 s and
    /// three retries); until then its values are durable but not sent on.
    /// </summary>
    public TimeSpan PacketTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Most packets that wait for others, of all devices together; further ones are taken one by one. Bounds memory, at most 16 KB each.</summary>
    public int MaxOpenPackets { get; set; } = 4096;
}

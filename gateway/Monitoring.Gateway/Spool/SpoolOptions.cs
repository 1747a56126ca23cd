namespace Monitoring.Gateway.Spool;

/// <summary>How much the spool may hold.</summary>
public sealed class SpoolOptions
{
    public const string Section = "Spool";

    /// <summary>
    /// Bytes of unsettled messages, each counted with <see cref="TelemetrySpool.RowOverheadBytes"/>. A full spool refuses
    /// new messages and never overwrites old ones. 72 hours of the whole fleet at one frame a minute are about 0.8 GB.
    /// </summary>
    public long MaxBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Messages that wait for the next commit before <c>Append</c> makes its caller wait: memory against the size of a group.</summary>
    public int QueueLength { get; set; } = 4096;
}

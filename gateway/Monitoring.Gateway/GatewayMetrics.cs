using System.Diagnostics.Metrics;

namespace Monitoring.Gateway;

/// <summary>The gateway's counters, meter <see cref="MeterName"/>. One instance per process; doors and uplink share it.</summary>
public sealed class GatewayMetrics : IDisposable
{
    public const string MeterName = "Monitoring.Gateway";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> accepted;
    private readonly Counter<long> refused;

    public GatewayMetrics()
    {
        accepted = meter.CreateCounter<long>("monitoring.gateway.frames.accepted", "{frame}", "Messages that are durable in the spool");
        refused = meter.CreateCounter<long>("monitoring.gateway.frames.refused", "{frame}", "Messages that were not taken, by reason");
    }

    /// <param name="door"><c>tcp</c>, <c>serial</c>, <c>mqtt</c>.</param>
    public void FrameAccepted(string door) => accepted.Add(1, new KeyValuePair<string, object?>("door", door));

    /// <param name="door"><c>tcp</c>, <c>serial</c>, <c>mqtt</c>.</param>
    /// <param name="reason">A word of <see cref="Quarantine.QuarantineReason"/>, <c>spool-full</c> or <c>spool-failed</c>.</param>
    public void FrameRefused(string door, string reason) =>
        refused.Add(1, new KeyValuePair<string, object?>("door", door), new KeyValuePair<string, object?>("reason", reason));

    public void Dispose() => meter.Dispose();
}

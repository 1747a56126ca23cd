using System.Diagnostics.Metrics;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway;

/// <summary>The gateway's counters, meter <see cref="MeterName"/>. One instance per process; doors and uplink share it.</summary>
public sealed class GatewayMetrics : IDisposable
{
    public const string MeterName = "Monitoring.Gateway";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> accepted;
    private readonly Counter<long> refused;
    private readonly Counter<long> deviations;
    private readonly Counter<long> sent;
    private readonly Counter<long> settled;
    private readonly Counter<long> failed;

    public GatewayMetrics()
    {
        accepted = meter.CreateCounter<long>("monitoring.gateway.frames.accepted", "{frame}", "Messages that are durable in the spool");
        refused = meter.CreateCounter<long>("monitoring.gateway.frames.refused", "{frame}", "Messages that were not taken, by reason");
        deviations = meter.CreateCounter<long>("monitoring.gateway.frames.deviations", "{frame}", "HJ 212 frames that were read although they break the standard, by deviation; one frame may count under several");
        sent = meter.CreateCounter<long>("monitoring.gateway.uplink.sent", "{message}", "Messages given to the backend, repeats of a failed batch not counted");
        settled = meter.CreateCounter<long>("monitoring.gateway.uplink.settled", "{message}", "Messages that a receipt accepted, rejected or kept");
        failed = meter.CreateCounter<long>("monitoring.gateway.uplink.failures", "{attempt}", "Attempts that brought no receipt");
    }

    /// <summary>Shows how full the stores are, each time somebody asks.</summary>
    public void Watch(GatewayStores stores)
    {
        meter.CreateObservableGauge("monitoring.gateway.spool.pending", () => stores.Spool.PendingRows, "{message}", "Messages that no receipt has settled");
        meter.CreateObservableGauge("monitoring.gateway.spool.size", () => stores.Spool.PendingBytes, "By", "Their bytes");
        meter.CreateObservableGauge("monitoring.gateway.spool.limit", () => stores.Spool.MaxBytes, "By", "The bound at which messages are refused");
        meter.CreateObservableGauge("monitoring.gateway.quarantine.messages", () => stores.Quarantine.Status.Rows, "{message}", "Messages kept in the quarantine");
        meter.CreateObservableGauge("monitoring.gateway.quarantine.parked", () => stores.Quarantine.Status.ParkedBytes, "By", "Bytes of rows that the backend refused and no replay has brought in");
        meter.CreateObservableGauge("monitoring.gateway.quarantine.parked_limit", () => stores.Quarantine.Status.MaxParkedBytes, "By", "The bound at which such rows stay in the spool");
        meter.CreateObservableGauge("monitoring.gateway.quarantine.acknowledged", () => stores.Quarantine.Status.AcknowledgedBytes, "By", "Bytes of refused messages that their sender believes safe");
        meter.CreateObservableGauge("monitoring.gateway.quarantine.acknowledged_limit", () => stores.Quarantine.Status.MaxAcknowledgedBytes, "By", "The bound at which such messages are not acknowledged");
        meter.CreateObservableCounter("monitoring.gateway.quarantine.evicted", () => stores.Quarantine.Status.Evicted, "{message}", "Refused messages that made room for others");
        meter.CreateObservableCounter("monitoring.gateway.quarantine.not_kept", () => stores.Quarantine.Status.NotKept.Values.Sum(), "{message}", "Refused messages only counted because the disk had no room beside the spool's");
        meter.CreateObservableGauge("monitoring.gateway.packets.waiting", () => stores.Packets.Waiting, "{packet}", "Acknowledged packets whose upload is not whole yet");
        meter.CreateObservableGauge("monitoring.gateway.devices", () => stores.Devices.All.Count, "{device}", "Registered devices");
    }

    /// <param name="door"><c>tcp</c>, <c>serial</c>, <c>mqtt</c>.</param>
    public void FrameAccepted(string door) => accepted.Add(1, new KeyValuePair<string, object?>("door", door));

    /// <param name="door"><c>tcp</c>, <c>serial</c>, <c>mqtt</c>.</param>
    /// <param name="reason">A word of <see cref="Quarantine.QuarantineReason"/>, <c>spool-full</c>, <c>spool-failed</c>, <c>quarantine-full</c> or <c>quarantine-failed</c>.</param>
    public void FrameRefused(string door, string reason) =>
        refused.Add(1, new KeyValuePair<string, object?>("door", door), new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Counts a frame under each of its deviations (docs/protocols/hj212.md).</summary>
    /// <param name="door"><c>tcp</c>, <c>serial</c>, <c>mqtt</c>.</param>
    /// <param name="frame">As the codec read it, whatever becomes of it.</param>
    public void FrameRead(string door, in Hj212Frame frame)
    {
        // To name them the frame is walked once more: not when nobody listens.
        if (deviations.Enabled && frame.Deviations is not Hj212Deviations.None and var found)
        {
            foreach (var deviation in Hj212DeviationNames.Of(found))
            {
                deviations.Add(1, new KeyValuePair<string, object?>("door", door), new KeyValuePair<string, object?>("deviation", deviation));
            }
        }
    }

    public void Dispose() => meter.Dispose();

    internal void UplinkSent(int messages) => sent.Add(messages);

    internal void UplinkFailed() => failed.Add(1);

    internal void UplinkSettled(int acceptedMessages, int rejectedMessages, int keptMessages)
    {
        Settle(acceptedMessages, "accepted");
        Settle(rejectedMessages, "rejected");
        Settle(keptMessages, "kept");
    }

    private void Settle(int messages, string verdict)
    {
        if (messages > 0)
        {
            settled.Add(messages, new KeyValuePair<string, object?>("verdict", verdict));
        }
    }
}

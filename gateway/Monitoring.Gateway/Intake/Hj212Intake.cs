using Microsoft.Extensions.Options;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.SplitUploads;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Intake;

/// <summary>
/// The one way of a frame of HJ 212 into the intake, whatever door it came to: each device is read in its own dialect,
/// and the packets of a split upload are joined.
/// </summary>
internal sealed class Hj212Intake(TelemetryIntake intake, PacketJoiner joiner, DeviceRegistry devices, IOptions<IntakeOptions> options, GatewayMetrics metrics)
{
    /// <summary>What the doors read with: a dialect of the check is accepted only of stations that are configured for it.</summary>
    public Hj212ReadOptions Tolerance { get; } = devices.Tolerance();

    /// <inheritdoc cref="TelemetryIntake.Take" />
    public PendingOutcome Take(in Hj212Frame frame, Arrival arrival)
    {
        if (!arrival.IsReplay)
        {
            metrics.FrameRead(arrival.Door, frame);
        }

        var message = Hj212Mapping.Read(frame, arrival.At, options.Value, devices.DialectOf(frame.Mn));
        if (arrival.AuthenticatedMn is { } mn && !string.Equals(message.Mn, mn, StringComparison.Ordinal))
        {
            message = message with { Fault = new MappingFault(QuarantineReason.BadPayload, $"the frame is of {message.Mn}, the connection of {mn}") };
        }

        // What is brought in from the quarantine came long ago: its other packets are not on their way.
        return PacketJoiner.IsPacket(frame) && !arrival.IsReplay ? joiner.Take(frame, message, arrival) : intake.Take(message, arrival);
    }
}

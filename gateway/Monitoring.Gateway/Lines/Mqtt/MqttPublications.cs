using System.Buffers;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Lines.Hj212;
using Monitoring.Gateway.Quarantine;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Lines.Mqtt;

/// <summary>
/// What devices publish: HJ 212 frames (a payload that begins with <c>##</c>) or JSON, on the device's own topic. Anything else goes to
/// the quarantine and counts as taken: its bytes are safe, and sending it again would change nothing.
/// </summary>
internal sealed class MqttPublications(TelemetryIntake intake, IOptions<IntakeOptions> options)
{
    /// <returns>False when it could not be kept now and must be offered again.</returns>
    public async ValueTask<bool> Take(string topic, Arrival arrival)
    {
        var mn = arrival.AuthenticatedMn!;
        if (!string.Equals(topic, DeviceTopics.Telemetry(mn), StringComparison.Ordinal))
        {
            return IsTaken(await intake.Refuse(arrival, mn, QuarantineReason.BadPayload, $"published to '{topic}'; {mn} may publish to {DeviceTopics.Telemetry(mn)} only"));
        }

        if (arrival.Bytes is [(byte)'#', (byte)'#', ..])
        {
            return await TakeFrames(mn, arrival);
        }

        return IsTaken(await intake.Accept(JsonPayload.Read(arrival.Bytes, mn, arrival.At, options.Value), arrival));
    }

    private static bool IsTaken(IntakeOutcome outcome) => outcome.Verdict is not IntakeVerdict.NotKept;

    private async ValueTask<bool> TakeFrames(string mn, Arrival arrival)
    {
        var buffer = new ReadOnlySequence<byte>(arrival.Bytes);
        var isTaken = true;
        while (true)
        {
            switch (Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, isFinal: true, out var frame, out var fault))
            {
                case OperationStatus.Done:
                    isTaken &= IsTaken(await intake.Accept(OwnMessage(frame, mn, arrival), arrival with { Bytes = frame.Raw.ToArray() }));
                    break;
                case OperationStatus.InvalidData:
                    var (reason, detail) = Hj212Faults.Tell(fault);
                    isTaken &= IsTaken(await intake.Refuse(arrival with { Bytes = fault.Raw.ToArray() }, mn, reason, detail));
                    break;
                default:
                    return isTaken;
            }
        }
    }

    private DeviceMessage OwnMessage(in Hj212Frame frame, string mn, Arrival arrival)
    {
        var message = Hj212Mapping.Read(frame, arrival.At, options.Value);
        return string.Equals(message.Mn, mn, StringComparison.Ordinal)
            ? message
            : message with { Fault = new MappingFault(QuarantineReason.BadPayload, $"the frame is of {message.Mn}, the connection of {mn}") };
    }
}

using System.Buffers;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Lines.Hj212;
using Monitoring.Gateway.Quarantine;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Lines.Mqtt;

/// <summary>One publication of a device; remembers how much of it was taken, so that offering it again repeats nothing.</summary>
internal sealed class MqttPublication(string topic, Arrival arrival)
{
    public string Topic => topic;

    public Arrival Arrival => arrival;

    /// <summary>The frames that were not taken yet.</summary>
    public ReadOnlySequence<byte> Frames { get; set; } = new(arrival.Bytes);
}

/// <summary>
/// What devices publish: HJ 212 frames (a payload that begins with <c>##</c>) or JSON, on the device's own topic. Anything else goes to
/// the quarantine and counts as taken: its bytes are kept for good, and sending it again would change nothing.
/// </summary>
internal sealed class MqttPublications(Hj212Intake frames, TelemetryIntake intake, IOptions<IntakeOptions> options)
{
    /// <returns>False when it could not be kept now and must be offered again.</returns>
    public async ValueTask<bool> Take(MqttPublication publication)
    {
        var arrival = publication.Arrival;
        var mn = arrival.AuthenticatedMn!;
        if (!string.Equals(publication.Topic, DeviceTopics.Telemetry(mn), StringComparison.Ordinal))
        {
            return IsTaken(await intake.Refuse(arrival, mn, QuarantineReason.BadPayload, $"published to '{publication.Topic}'; {mn} may publish to {DeviceTopics.Telemetry(mn)} only"));
        }

        if (arrival.Bytes is [(byte)'#', (byte)'#', ..])
        {
            return await TakeFrames(mn, publication);
        }

        return IsTaken(await intake.Accept(JsonPayload.Read(arrival.Bytes, mn, arrival.At, options.Value), arrival));
    }

    private static bool IsTaken(IntakeOutcome outcome) => outcome.Verdict is not IntakeVerdict.NotKept;

    private async ValueTask<bool> TakeFrames(string mn, MqttPublication publication)
    {
        var arrival = publication.Arrival;
        while (true)
        {
            var rest = publication.Frames;
            IntakeOutcome outcome;
            switch (Hj212Reader.Read(ref rest, frames.Tolerance, isFinal: true, out var frame, out var fault))
            {
                case OperationStatus.Done:
                    outcome = await frames.Take(frame, arrival with { Bytes = frame.Raw.ToArray() }).Outcome();
                    break;
                case OperationStatus.InvalidData:
                    var (reason, detail) = Hj212Faults.Tell(fault);
                    outcome = await intake.Refuse(arrival with { Bytes = fault.Raw.ToArray() }, mn, reason, detail);
                    break;
                default:
                    return true;
            }

            if (!IsTaken(outcome))
            {
                return false;
            }

            publication.Frames = rest;
        }
    }
}

using System.Buffers;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Lines.Hj212;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Quarantine;

/// <summary>
/// A quarantined message on the way that it would go if it came now: same reader, same mapping, same admission, same spool. Only
/// its arrival stays the one it had, and a new refusal makes no new entry.
/// </summary>
internal sealed class ReplayWalk(Hj212Intake frames, TelemetryIntake intake, AppendTelemetry append, IOptions<IntakeOptions> options, TimeProvider clock)
{
    /// <exception cref="GatewayException">The spool takes nothing now.</exception>
    public ValueTask<IntakeOutcome> Take(QuarantinedMessage message)
    {
        if (message.Bytes.Length < message.TotalBytes)
        {
            return Impossible($"only {message.Bytes.Length} of its {message.TotalBytes} bytes were kept");
        }

        if (message.Reason == QuarantineReason.IncompleteUpload.Word())
        {
            // Packet by packet they would be corrections of the message that was joined of them, marks of other packets lost.
            return Impossible("its values are stored");
        }

        if (message.Door is ParkedRow.Door)
        {
            return TakeRow(message.Bytes);
        }

        if (message.Door is "mqtt" && !message.IsAcknowledged)
        {
            return Impossible("it is a refused connection and holds no readings");
        }

        return TakeAtItsTime(message);
    }

    private static ValueTask<IntakeOutcome> Impossible(string why) => ValueTask.FromResult(new IntakeOutcome(IntakeVerdict.Refused, null, why));

    private async ValueTask<IntakeOutcome> TakeRow(byte[] row)
    {
        if (!UplinkWire.TryRead(row, out var telemetry, out var reason))
        {
            return new IntakeOutcome(IntakeVerdict.Refused, QuarantineReason.UnreadableRow, reason);
        }

        await append(telemetry, CancellationToken.None);
        return new IntakeOutcome(IntakeVerdict.Stored);
    }

    // A time that was impossible by the gateway's clock of then may be possible by that of now: its clock was the wrong one.
    private async ValueTask<IntakeOutcome> TakeAtItsTime(QuarantinedMessage message)
    {
        var outcome = await Take(message, message.At);
        return outcome.Reason is QuarantineReason.ImpossibleTime ? await Take(message, clock.GetUtcNow()) : outcome;
    }

    private ValueTask<IntakeOutcome> Take(QuarantinedMessage message, DateTimeOffset at)
    {
        var arrival = new Arrival(message.Door, message.Peer, at, message.Bytes, message.IsAcknowledged ? message.Mn : null) { IsReplay = true };
        return arrival.AuthenticatedMn is { } mn && message.Bytes is not [(byte)'#', (byte)'#', ..]
            ? intake.Accept(JsonPayload.Read(message.Bytes, mn, at, options.Value), arrival)
            : TakeFrames(arrival);
    }

    // Pieces that were gathered into one entry are taken one by one; the first refusal is told.
    private async ValueTask<IntakeOutcome> TakeFrames(Arrival arrival)
    {
        IntakeOutcome? told = null;
        for (var rest = new ReadOnlySequence<byte>(arrival.Bytes); ;)
        {
            IntakeOutcome outcome;
            switch (Hj212Reader.Read(ref rest, frames.Tolerance, isFinal: true, out var frame, out var fault))
            {
                case OperationStatus.Done:
                    outcome = await frames.Take(frame, arrival with { Bytes = frame.Raw.ToArray() }).Outcome();
                    break;
                case OperationStatus.InvalidData:
                    var (reason, detail) = Hj212Faults.Tell(fault);
                    outcome = new IntakeOutcome(IntakeVerdict.Refused, reason, detail);
                    break;
                default:
                    return told ?? new IntakeOutcome(IntakeVerdict.Refused, null, "it holds no frame");
            }

            if (outcome.Verdict is IntakeVerdict.NotKept)
            {
                return outcome;
            }

            told = told is { IsStored: false } ? told : outcome;
        }
    }
}

using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Intake;

/// <summary>Makes a message durable and answers with its sequence; the spool's <c>Append</c>.</summary>
public delegate ValueTask<long> AppendTelemetry(Telemetry telemetry, CancellationToken cancellationToken);

/// <summary>Makes a message of an admitted device durable in a way of its own: the commit, and whether it is that of an equal message before.</summary>
internal delegate Task<long> KeepMessage(Device device, out bool isRepeat);

/// <summary>
/// The one room that every door shares: lets the device in or not, stores what it says, keeps what is refused. An
/// outcome is given when it is durable, so a door may acknowledge on it.
/// </summary>
public sealed class TelemetryIntake(
    DeviceRegistry devices,
    QuarantineStore quarantine,
    AppendTelemetry append,
    GatewayMetrics metrics,
    IOptions<IntakeOptions> options)
{
    private readonly RecentUploads recent = new(options.Value.RepeatWindow);

    /// <inheritdoc cref="Take" />
    public ValueTask<IntakeOutcome> Accept(DeviceMessage message, Arrival arrival) => Take(message, arrival).Outcome();

    /// <summary>Keeps what no door can read or let in.</summary>
    public ValueTask<IntakeOutcome> Refuse(Arrival arrival, string? mn, QuarantineReason reason, string detail, long? totalBytes = null) =>
        TakeRefused(arrival, mn, reason, detail, totalBytes).Outcome();

    /// <summary>
    /// Takes a message. Of a known device it is in the spool's queue when this returns, so a door that calls for one message
    /// after the other keeps their order while the commits are still under way.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="arrival">How it came.</param>
    /// <param name="keep">Null: the spool keeps it.</param>
    internal PendingOutcome Take(DeviceMessage message, Arrival arrival, KeepMessage? keep = null)
    {
        if (message.Fault is { } fault)
        {
            return TakeRefused(arrival, message.Mn, fault.Reason, fault.Detail);
        }

        if (FirstOdd(message.Readings) is { } odd)
        {
            return TakeRefused(arrival, message.Mn, QuarantineReason.BadField, $"the value, mark or unit of {odd.Key.Parameter} holds {PlainText.Otherwise}");
        }

        if (message.Unread is { } unread && arrival.IsReplay)
        {
            return new PendingOutcome(new IntakeOutcome(IntakeVerdict.Refused, unread.Reason, unread.Detail));
        }

        var admission = Admit(message, arrival);
        return admission.IsCompletedSuccessfully ? TakeJudged(message, arrival, admission.Result, keep) : new PendingOutcome(TakeLater(message, arrival, admission, keep));
    }

    /// <summary>What was expected, once its commit has ended well.</summary>
    internal IntakeOutcome Settled(IntakeOutcome expected, string door)
    {
        if (expected.IsStored)
        {
            metrics.FrameAccepted(door);
        }
        else
        {
            metrics.FrameRefused(door, expected.Reason!.Value.Word());
        }

        return expected;
    }

    /// <summary>What was expected, or that nothing was kept: the file's writer has logged why and shows it in its status.</summary>
    internal async ValueTask<IntakeOutcome> Settle(Task commit, IntakeOutcome expected, string door)
    {
        try
        {
            await commit;
            return Settled(expected, door);
        }
        catch (GatewayException e)
        {
            return NotKept(e, expected, door);
        }
    }

    private IntakeOutcome NotKept(GatewayException reason, IntakeOutcome expected, string door)
    {
        metrics.FrameRefused(door, reason switch
        {
            SpoolFullException => "spool-full",
            QuarantineFullException => "quarantine-full",
            _ => expected.IsStored ? "spool-failed" : "quarantine-failed",
        });
        return new IntakeOutcome(IntakeVerdict.NotKept);
    }

    // A new device: its registration is made durable first.
    private async ValueTask<IntakeOutcome> TakeLater(DeviceMessage message, Arrival arrival, ValueTask<Admission> admission, KeepMessage? keep)
    {
        Admission judged;
        try
        {
            judged = await admission;
        }
        catch (GatewayException e)
        {
            return NotKept(e, new IntakeOutcome(IntakeVerdict.Stored), arrival.Door);
        }

        return await TakeJudged(message, arrival, judged, keep).Outcome();
    }

    private PendingOutcome TakeJudged(DeviceMessage message, Arrival arrival, Admission admission, KeepMessage? keep) => admission switch
    {
        { Device: { } device } => TakeAdmitted(message, arrival, device, keep),
        { Refusal: RefusalReason.WrongPassword } => TakeRefused(arrival, message.Mn, QuarantineReason.WrongPassword, "the device is registered with another password"),
        _ => TakeRefused(arrival, message.Mn, QuarantineReason.UnknownMn, "no device is registered with this MN"),
    };

    private PendingOutcome TakeAdmitted(DeviceMessage message, Arrival arrival, Device device, KeepMessage? keep)
    {
        bool isRepeat;
        var commit = keep is null ? Store(message, device, arrival, out isRepeat) : keep(device, out isRepeat);
        return new PendingOutcome(this, commit, new IntakeOutcome(isRepeat ? IntakeVerdict.Repeated : IntakeVerdict.Stored), arrival.Door);
    }

    private PendingOutcome TakeRefused(Arrival arrival, string? mn, QuarantineReason reason, string detail, long? totalBytes = null)
    {
        var refused = new IntakeOutcome(IntakeVerdict.Refused, reason, detail);
        return arrival.IsReplay
            ? new PendingOutcome(refused)
            : new PendingOutcome(
                this,
                quarantine.Add(
                    new RefusedMessage(arrival.Door, arrival.Peer, mn, reason, detail, arrival.Bytes, totalBytes ?? arrival.Bytes.Length, arrival.AuthenticatedMn is not null),
                    CancellationToken.None),
                refused,
                arrival.Door);
    }

    private static Reading? FirstOdd(IReadOnlyList<Reading> readings)
    {
        for (var i = 0; i < readings.Count; i++)
        {
            if (!PlainText.IsPlain(readings[i]))
            {
                return readings[i];
            }
        }

        return null;
    }

    private ValueTask<Admission> Admit(DeviceMessage message, Arrival arrival)
    {
        if (arrival.AuthenticatedMn is null)
        {
            return devices.Admit(message.Mn, message.Password, message.Kind, CancellationToken.None);
        }

        // The connection was let in with the device's password; the device may have been taken off the list since.
        var device = devices.Find(message.Mn);
        return ValueTask.FromResult(new Admission(device, device is null ? RefusalReason.UnknownMn : null));
    }

    /// <summary>
    /// Puts what an admitted device says into the spool; its sequence, after the commit. What it says and nobody can read is in the quarantine
    /// before: the device forgets it once it is answered.
    /// </summary>
    /// <exception cref="GatewayException">Nothing was stored.</exception>
    internal ValueTask<long> Put(DeviceMessage message, Device device, Arrival arrival) =>
        message.Unread is { } unread ? PutUnread(message, unread, device, arrival) : Append(message, device, arrival.At);

    private async ValueTask<long> PutUnread(DeviceMessage message, MappingFault unread, Device device, Arrival arrival)
    {
        await quarantine.Add(
            new RefusedMessage(arrival.Door, arrival.Peer, device.Mn, unread.Reason, unread.Detail, arrival.Bytes, arrival.Bytes.Length, IsAcknowledged: true),
            CancellationToken.None);
        return await Append(message, device, arrival.At);
    }

    private ValueTask<long> Append(DeviceMessage message, Device device, DateTimeOffset receivedAt) => append(
        new Telemetry(
            device.Station,
            device.Mn,
            device.StationKind is StationKind.Unknown ? message.Kind : device.StationKind,
            message.Protocol,
            message.Command,
            message.SentAt ?? receivedAt,
            receivedAt,
            message.Readings),
        CancellationToken.None);

    // Only a message that names its own origin can be told from a new message with the same content: without one,
    // A, B, A is a value that changed back.
    private Task<long> Store(DeviceMessage message, Device device, Arrival arrival, out bool isRepeat)
    {
        isRepeat = false;
        return message.SentAt is null
            ? Put(message, device, arrival).AsTask()
            : recent.Once(device.Mn, MessageDigest.Of(arrival.Bytes), () => Put(message, device, arrival).AsTask(), out isRepeat);
    }
}

using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Intake;

/// <summary>Makes a message durable and answers with its sequence; the spool's <c>Append</c>.</summary>
public delegate ValueTask<long> AppendTelemetry(Telemetry telemetry, CancellationToken cancellationToken);

/// <summary>Makes a message of an admitted device durable in a way of its own; true when it was durable already.</summary>
internal delegate ValueTask<bool> KeepMessage(Device device);

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

    /// <summary>
    /// Takes a message. Of a known device it is in the spool's queue when this returns, so a door that calls for one message
    /// after the other keeps their order while the commits are still under way.
    /// </summary>
    public ValueTask<IntakeOutcome> Accept(DeviceMessage message, Arrival arrival) => Accept(message, arrival, keep: null);

    /// <param name="message">The message.</param>
    /// <param name="arrival">How it came.</param>
    /// <param name="keep">Null: the spool keeps it.</param>
    internal async ValueTask<IntakeOutcome> Accept(DeviceMessage message, Arrival arrival, KeepMessage? keep)
    {
        if (message.Fault is { } fault)
        {
            return await Refuse(arrival, message.Mn, fault.Reason, fault.Detail);
        }

        if (message.Readings.FirstOrDefault(r => !PlainText.IsPlain(r)) is { } odd)
        {
            return await Refuse(arrival, message.Mn, QuarantineReason.BadField, $"the value, mark or unit of {odd.Key.Parameter} holds {PlainText.Otherwise}");
        }

        if (message.Unread is { } unread && arrival.IsReplay)
        {
            return new IntakeOutcome(IntakeVerdict.Refused, unread.Reason, unread.Detail);
        }

        try
        {
            return await Admit(message, arrival) switch
            {
                { Device: { } device } => Kept(arrival, isRepeat: await (keep is null ? Store(message, device, arrival) : keep(device))),
                { Refusal: RefusalReason.WrongPassword } => await Refuse(arrival, message.Mn, QuarantineReason.WrongPassword, "the device is registered with another password"),
                _ => await Refuse(arrival, message.Mn, QuarantineReason.UnknownMn, "no device is registered with this MN"),
            };
        }
        catch (SpoolFullException)
        {
            return NotKept(arrival, "spool-full");
        }
        catch (QuarantineFullException)
        {
            return NotKept(arrival, "quarantine-full");
        }
        catch (GatewayException)
        {
            return NotKept(arrival, "spool-failed");
        }
    }

    /// <summary>Keeps what no door can read or let in.</summary>
    public async ValueTask<IntakeOutcome> Refuse(Arrival arrival, string? mn, QuarantineReason reason, string detail, long? totalBytes = null)
    {
        if (arrival.IsReplay)
        {
            return new IntakeOutcome(IntakeVerdict.Refused, reason, detail);
        }

        try
        {
            await quarantine.Add(
                new RefusedMessage(arrival.Door, arrival.Peer, mn, reason, detail, arrival.Bytes, totalBytes ?? arrival.Bytes.Length, arrival.AuthenticatedMn is not null),
                CancellationToken.None);
        }
        catch (QuarantineFullException)
        {
            return NotKept(arrival, "quarantine-full");
        }
        catch (GatewayException)
        {
            return NotKept(arrival, "quarantine-failed");
        }

        metrics.FrameRefused(arrival.Door, reason.Word());
        return new IntakeOutcome(IntakeVerdict.Refused, reason, detail);
    }

    // The file's writer has logged why and shows it in its status; at a door it only means "no acknowledgement".
    private IntakeOutcome NotKept(Arrival arrival, string why)
    {
        metrics.FrameRefused(arrival.Door, why);
        return new IntakeOutcome(IntakeVerdict.NotKept);
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

    private async ValueTask<bool> Store(DeviceMessage message, Device device, Arrival arrival)
    {
        var isRepeat = false;
        // Only a message that names its own origin can be told from a new message with the same content: without one,
        // A, B, A is a value that changed back.
        _ = message.SentAt is null
            ? await Put(message, device, arrival)
            : await recent.Once(device.Mn, MessageDigest.Of(arrival.Bytes), () => Put(message, device, arrival).AsTask(), out isRepeat);
        return isRepeat;
    }

    private IntakeOutcome Kept(Arrival arrival, bool isRepeat)
    {
        metrics.FrameAccepted(arrival.Door);
        return new IntakeOutcome(isRepeat ? IntakeVerdict.Repeated : IntakeVerdict.Stored);
    }
}

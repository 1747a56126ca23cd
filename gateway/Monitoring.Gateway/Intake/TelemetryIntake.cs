using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Intake;

/// <summary>Makes a message durable and answers with its sequence; the spool's <c>Append</c>.</summary>
public delegate ValueTask<long> AppendTelemetry(Telemetry telemetry, CancellationToken cancellationToken);

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
    public async ValueTask<IntakeOutcome> Accept(DeviceMessage message, Arrival arrival)
    {
        if (message.Fault is { } fault)
        {
            return await Refuse(arrival, message.Mn, fault.Reason, fault.Detail);
        }

        try
        {
            return await Admit(message, arrival) switch
            {
                { Device: { } device } => await Store(message, device, arrival),
                { Refusal: RefusalReason.WrongPassword } => await Refuse(arrival, message.Mn, QuarantineReason.WrongPassword, "the device is registered with another password"),
                _ => await Refuse(arrival, message.Mn, QuarantineReason.UnknownMn, "no device is registered with this MN"),
            };
        }
        catch (SpoolFullException)
        {
            return NotKept(arrival, "spool-full");
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

    private async ValueTask<IntakeOutcome> Store(DeviceMessage message, Device device, Arrival arrival)
    {
        var telemetry = new Telemetry(
            device.Station,
            device.Mn,
            device.StationKind is StationKind.Unknown ? message.Kind : device.StationKind,
            message.Protocol,
            message.Command,
            message.SentAt ?? arrival.At,
            arrival.At,
            message.Readings);
        var isRepeat = false;
        // Only a message that names its own origin can be told from a new message with the same content: without one,
        // A, B, A is a value that changed back.
        _ = message.SentAt is null
            ? await append(telemetry, CancellationToken.None)
            : await recent.Once(device.Mn, Digest(arrival.Bytes), () => append(telemetry, CancellationToken.None).AsTask(), out isRepeat);
        metrics.FrameAccepted(arrival.Door);
        return new IntakeOutcome(isRepeat ? IntakeVerdict.Repeated : IntakeVerdict.Stored);
    }

    private static UInt128 Digest(byte[] bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}

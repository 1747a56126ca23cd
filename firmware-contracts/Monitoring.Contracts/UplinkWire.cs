using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Google.Protobuf;
using Monitoring.Contracts.Wire;

namespace Monitoring.Contracts;

/// <summary>
/// The bytes of the uplink and of spool rows (<c>Protos/uplink.proto</c>). Reading never throws on foreign bytes: it
/// answers false with a reason.
/// </summary>
public static class UplinkWire
{
    /// <summary>The content type of batches and receipts over HTTP.</summary>
    public const string ContentType = "application/x-protobuf";

    private const long LongestRetryAfterMs = 86_400_000;

    // Every message that comes to a gateway is written once: field by field, because the generated types are an object for each reading.
    [ThreadStatic]
    private static WireFields? fields;

    /// <summary>The bytes of one message, as a spool row holds them.</summary>
    public static byte[] Write(Telemetry telemetry)
    {
        var written = fields ??= new WireFields();
        written.Clear();
        Add(written, telemetry);
        return written.ToArray();
    }

    /// <summary>The bytes of a batch.</summary>
    public static byte[] Write(IngestBatch batch)
    {
        var wire = new WireBatch { GatewayId = batch.GatewayId, Lane = (int)batch.Lane, NumberedFrom = batch.NumberedFrom };
        foreach (var entry in batch.Entries)
        {
            wire.Entries.Add(new WireEntry { Sequence = entry.Sequence, Telemetry = UnsafeByteOperations.UnsafeWrap(entry.Message) });
        }

        return wire.ToByteArray();
    }

    /// <summary>The bytes of a receipt.</summary>
    public static byte[] Write(IngestReceipt receipt)
    {
        var wire = new WireReceipt { RetryAfterMs = (long)(receipt.RetryAfter ?? TimeSpan.Zero).TotalMilliseconds };
        wire.Accepted.AddRange(receipt.Accepted.Select(r => new WireRange { First = r.First, Last = r.Last }));
        wire.Rejected.AddRange(receipt.Rejected.Select(r => new WireRejected { Sequence = r.Sequence, Reason = r.Reason }));
        return wire.ToByteArray();
    }

    /// <summary>Reads one message.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Telemetry? telemetry, out string reason)
    {
        telemetry = null;
        try
        {
            return TryFromWire(WireTelemetry.Parser.ParseFrom(bytes), out telemetry, out reason);
        }
        catch (InvalidProtocolBufferException e)
        {
            reason = $"no telemetry message: {e.Message}";
            return false;
        }
    }

    /// <summary>Reads a batch, but for its messages: one that cannot be read must not spoil the others.</summary>
    public static bool TryReadBatch(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out IngestBatch? batch, out string reason)
    {
        batch = null;
        WireBatch wire;
        try
        {
            wire = WireBatch.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            reason = $"no batch: {e.Message}";
            return false;
        }

        if (wire.GatewayId.Length is 0 or > 64)
        {
            reason = "the batch names no gateway (1 to 64 characters)";
            return false;
        }

        batch = IngestBatch.OfRows(
            wire.GatewayId,
            [.. wire.Entries.Select(e => new IngestEntry(e.Sequence, e.Telemetry.Memory))],
            wire.Lane == (int)IngestLane.Backlog ? IngestLane.Backlog : IngestLane.Live,
            Math.Max(1, wire.NumberedFrom));
        reason = "";
        return true;
    }

    /// <summary>Reads a receipt. It asks for a day at most: whatever is longer is a day.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out IngestReceipt? receipt)
    {
        receipt = null;
        try
        {
            var wire = WireReceipt.Parser.ParseFrom(bytes);
            receipt = new IngestReceipt(
                [.. wire.Accepted.Select(r => new SequenceRange(r.First, r.Last))],
                [.. wire.Rejected.Select(r => new RejectedEntry(r.Sequence, r.Reason))],
                wire.RetryAfterMs > 0 ? TimeSpan.FromMilliseconds(Math.Min(wire.RetryAfterMs, LongestRetryAfterMs)) : null);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private static void Add(WireFields fields, Telemetry telemetry)
    {
        fields.Text(WireTelemetry.StationFieldNumber, telemetry.Station.Value);
        fields.Text(WireTelemetry.MnFieldNumber, telemetry.Mn);
        fields.Number(WireTelemetry.StationKindFieldNumber, (int)telemetry.StationKind);
        fields.Text(WireTelemetry.ProtocolFieldNumber, telemetry.Protocol);
        fields.Text(WireTelemetry.CommandFieldNumber, telemetry.Command);
        fields.Number(WireTelemetry.SentUnixMsFieldNumber, telemetry.SentAt.ToUnixTimeMilliseconds());
        fields.Number(WireTelemetry.ReceivedUnixMsFieldNumber, telemetry.ReceivedAt.ToUnixTimeMilliseconds());
        for (var i = 0; i < telemetry.Readings.Count; i++)
        {
            var start = fields.Begin(WireTelemetry.ReadingsFieldNumber);
            Add(fields, telemetry.Readings[i]);
            fields.End(start);
        }

        if (telemetry.Description is { } known)
        {
            var start = fields.Begin(WireTelemetry.DescriptionFieldNumber);
            Add(fields, known);
            fields.End(start);
        }
    }

    private static void Add(WireFields fields, Reading reading)
    {
        fields.Text(WireReading.ParameterFieldNumber, reading.Key.Parameter.Value);
        fields.Number(WireReading.KindFieldNumber, (int)reading.Key.Kind);
        fields.Number(WireReading.StartUnixMsFieldNumber, reading.Key.Start.ToUnixTimeMilliseconds());
        fields.Number(WireReading.LengthMsFieldNumber, (long)reading.Key.Length.TotalMilliseconds);
        fields.Number(WireReading.SourceFieldNumber, (int)reading.Key.Source);
        fields.Text(WireReading.TextFieldNumber, reading.Text);
        fields.Text(WireReading.FlagFieldNumber, reading.Flag);
        fields.Text(WireReading.UnitFieldNumber, reading.Unit);
    }

    private static void Add(WireFields fields, StationDescription known)
    {
        fields.Text(WireDescription.NameFieldNumber, known.Name);
        fields.Text(WireDescription.RiverFieldNumber, known.River);
        fields.Text(WireDescription.SourceFieldNumber, known.Source);
        fields.Text(WireDescription.LongitudeFieldNumber, known.Longitude?.ToString(CultureInfo.InvariantCulture) ?? "");
        fields.Text(WireDescription.LatitudeFieldNumber, known.Latitude?.ToString(CultureInfo.InvariantCulture) ?? "");
    }

    private static bool TryFromWire(WireTelemetry wire, [NotNullWhen(true)] out Telemetry? telemetry, out string reason)
    {
        telemetry = null;
        if (!StationId.TryParse(wire.Station, out var station))
        {
            reason = $"'{wire.Station}' is no station id";
            return false;
        }

        if (!TryInstant(wire.SentUnixMs, out var sentAt) || !TryInstant(wire.ReceivedUnixMs, out var receivedAt))
        {
            reason = "a time of the message is out of range";
            return false;
        }

        var readings = new List<Reading>(wire.Readings.Count);
        foreach (var r in wire.Readings)
        {
            if (!ParameterCode.TryParse(r.Parameter, out var parameter))
            {
                reason = $"'{r.Parameter}' is no parameter code";
                return false;
            }

            if (!Enum.IsDefined((ReadingKind)r.Kind) || !Enum.IsDefined((ReadingSource)r.Source))
            {
                reason = $"kind {r.Kind} or source {r.Source} of {parameter} is unknown";
                return false;
            }

            if (!TryInstant(r.StartUnixMs, out var start) || r.LengthMs is < 0 or > 366L * 86_400_000)
            {
                reason = $"the interval of {parameter} is out of range";
                return false;
            }

            var key = new ReadingKey(parameter, (ReadingKind)r.Kind, start, TimeSpan.FromMilliseconds(r.LengthMs), (ReadingSource)r.Source);
            readings.Add(new Reading(key, r.Text, r.Flag, r.Unit));
        }

        var kind = Enum.IsDefined((StationKind)wire.StationKind) ? (StationKind)wire.StationKind : StationKind.Unknown;
        telemetry = new Telemetry(station, wire.Mn, kind, wire.Protocol, wire.Command, sentAt, receivedAt, readings)
        {
            Description = wire.Description is { } known
                ? new StationDescription(known.Name, known.River, known.Source, Degrees(known.Longitude), Degrees(known.Latitude))
                : null,
        };
        reason = "";
        return true;
    }

    private static decimal? Degrees(string text) => MeasuredText.TryReadNumber(text, out var degrees) ? degrees : null;

    // 1970 to 9999: what every store can keep as a 64-bit count of milliseconds and every date type can show.
    private static bool TryInstant(long unixMs, out DateTimeOffset instant)
    {
        var isInRange = unixMs is >= 0 and <= 253_402_300_799_999;
        instant = isInRange ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs) : default;
        return isInRange;
    }
}

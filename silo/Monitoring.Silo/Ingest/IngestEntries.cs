using Monitoring.Contracts;

namespace Monitoring.Silo.Ingest;

/// <summary>Reads each entry of a batch before any station sees it.</summary>
internal static class IngestEntries
{
    private const int MaxReadings = 10_000;
    private const int MaxText = 256;
    private const int MaxFlag = 16;
    private const int MaxUnit = 32;

    // No device measured before 1970, and no window around a time may leave the calendar.
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The entries to deliver in ascending sequence, and those that never can be.</summary>
    /// <param name="keptSince">What is older is not kept, and so not taken; null takes everything.</param>
    public static (List<SequencedTelemetry> Readable, List<RejectedEntry> Rejected) Read(IngestBatch batch, DateTimeOffset? keptSince)
    {
        var readable = new List<SequencedTelemetry>(batch.Entries.Count);
        var rejected = new List<RejectedEntry>();
        foreach (var entry in batch.Entries)
        {
            if (!UplinkWire.TryRead(entry.Message.Span, out var telemetry, out var reason) || (reason = WhyNot(entry.Sequence, telemetry, keptSince)) is not null)
            {
                rejected.Add(new RejectedEntry(entry.Sequence, reason));
            }
            else
            {
                readable.Add(new SequencedTelemetry(entry.Sequence, telemetry));
            }
        }

        readable.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return (readable, rejected);
    }

    /// <summary>The store keeps milliseconds; what is finer would make a repeat look like another message.</summary>
    public static DateTimeOffset ToStoredPrecision(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static string? WhyNot(long sequence, Telemetry telemetry, DateTimeOffset? keptSince)
    {
        if (sequence < 1)
        {
            return "its sequence number is not positive";
        }

        if (!PlainText.IsPlain(telemetry.Mn))
        {
            return $"its MN holds {PlainText.Otherwise}";
        }

        if (!IsPossible(telemetry.SentAt) || !IsPossible(telemetry.ReceivedAt))
        {
            return $"its origin time {telemetry.SentAt:O} or gateway time {telemetry.ReceivedAt:O} is impossible";
        }

        if (telemetry.Readings.Count > MaxReadings)
        {
            return $"it has {telemetry.Readings.Count} readings, more than {MaxReadings}";
        }

        foreach (var reading in telemetry.Readings)
        {
            if (WhyNot(reading, keptSince) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private static string? WhyNot(Reading reading, DateTimeOffset? keptSince) => reading switch
    {
        _ when !IsPossible(reading.Key.Start) => $"the data time {reading.Key.Start:O} of {reading.Key.Parameter} is impossible",
        _ when reading.Key.Start < keptSince => $"the data time {reading.Key.Start:O} of {reading.Key.Parameter} is older than what is kept (Silo:Retention:RawDays)",
        { Text.Length: > MaxText } or { Flag.Length: > MaxFlag } or { Unit.Length: > MaxUnit } => $"the value, mark or unit of {reading.Key.Parameter} is too long",
        _ when !PlainText.IsPlain(reading) => $"the value, mark or unit of {reading.Key.Parameter} holds {PlainText.Otherwise}",
        _ => null,
    };

    private static bool IsPossible(DateTimeOffset time) => time >= Earliest && time < Latest;
}

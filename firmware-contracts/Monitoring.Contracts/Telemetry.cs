namespace Monitoring.Contracts;

/// <summary>
/// One message of one device after mapping: what a spool row, an uplink entry and a station step hold.
/// </summary>
/// <param name="Station">The station that the device measures for.</param>
/// <param name="Mn">The device's own number (MN).</param>
/// <param name="StationKind">What the device says it watches.</param>
/// <param name="Protocol">How it came in: <c>hj212</c>, <c>mqtt-json</c> …</param>
/// <param name="Command">The protocol's command, such as <c>2011</c>; empty where there is none.</param>
/// <param name="SentAt">Origin time: the QN of HJ 212 or the publish time. Decides between corrections.</param>
/// <param name="ReceivedAt">When the gateway read it.</param>
/// <param name="Readings">The values, in the device's order; may be empty (heartbeats, clock notices).</param>
public sealed record Telemetry(
    StationId Station,
    string Mn,
    StationKind StationKind,
    string Protocol,
    string Command,
    DateTimeOffset SentAt,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<Reading> Readings)
{
    /// <summary>What the sender knows of the station. Devices know nothing; an import knows what its file says. Used once, when the station is entered.</summary>
    public StationDescription? Description { get; init; }
}

/// <summary>A station in the words of who delivers for it.</summary>
/// <param name="Name">Name to show.</param>
/// <param name="River">River, or empty.</param>
/// <param name="Source">Where all this comes from.</param>
/// <param name="Longitude">Degrees east, or null.</param>
/// <param name="Latitude">Degrees north, or null.</param>
public sealed record StationDescription(string Name, string River, string Source, decimal? Longitude = null, decimal? Latitude = null);

/// <summary>A message with the number that the gateway's spool gave it.</summary>
/// <param name="Sequence">From 1, without gaps, per gateway.</param>
/// <param name="Telemetry">The message.</param>
public sealed record SequencedTelemetry(long Sequence, Telemetry Telemetry);

/// <summary>
/// Where a value came from, and which of two values under one key is the current one: the later <paramref name="SentAt"/>,
/// then the greater gateway id, then the greater sequence, whatever the order of arrival.
/// </summary>
/// <param name="SentAt">Origin time of the message.</param>
/// <param name="GatewayId">The gateway that spooled it.</param>
/// <param name="Sequence">Its number there.</param>
public readonly record struct ReadingOrigin(DateTimeOffset SentAt, string GatewayId, long Sequence) : IComparable<ReadingOrigin>
{
    /// <summary>Later origin is greater.</summary>
    public static bool operator >(ReadingOrigin left, ReadingOrigin right) => left.CompareTo(right) > 0;

    /// <summary>Earlier origin is smaller.</summary>
    public static bool operator <(ReadingOrigin left, ReadingOrigin right) => left.CompareTo(right) < 0;

    /// <summary>Later origin or the same.</summary>
    public static bool operator >=(ReadingOrigin left, ReadingOrigin right) => left.CompareTo(right) >= 0;

    /// <summary>Earlier origin or the same.</summary>
    public static bool operator <=(ReadingOrigin left, ReadingOrigin right) => left.CompareTo(right) <= 0;

    /// <inheritdoc />
    public int CompareTo(ReadingOrigin other)
    {
        var bySent = SentAt.CompareTo(other.SentAt);
        if (bySent != 0)
        {
            return bySent;
        }

        var byGateway = string.CompareOrdinal(GatewayId, other.GatewayId);
        return byGateway != 0 ? byGateway : Sequence.CompareTo(other.Sequence);
    }
}

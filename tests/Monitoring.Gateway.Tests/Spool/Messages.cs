using Monitoring.Contracts;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Tests.Spool;

/// <summary>Small telemetry whose number can be read back from a row.</summary>
internal static class Messages
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, ChinaTime.Offset);

    public static Telemetry Numbered(int number) => new(
        StationId.Parse("CQ-01"),
        "88888880000001",
        StationKind.Water,
        "hj212",
        "2011",
        Start,
        Start,
        [new Reading(new ReadingKey(ParameterCode.Parse("w01001"), ReadingKind.Instant, Start, TimeSpan.Zero, ReadingSource.Automatic), number.ToString(), DataMark.Normal, "")]);

    public static int NumberOf(SpoolRow row) => UplinkWire.TryRead(row.Bytes, out var telemetry, out var reason)
        ? int.Parse(telemetry.Readings[0].Text)
        : throw new InvalidDataException(reason);

    public static async Task<long> Append(this TelemetrySpool spool, int number) => await spool.Append(Numbered(number), CancellationToken.None);

    public static IReadOnlyList<SpoolRow> All(this TelemetrySpool spool) => spool.Read(0, int.MaxValue, long.MaxValue);

    public static Task<long> Release(this TelemetrySpool spool, params SequenceRange[] ranges) => spool.Release(ranges, spool.Numbers, CancellationToken.None);
}

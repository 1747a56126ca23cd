using Monitoring.Contracts;

namespace Monitoring.Api.Tests;

/// <summary>Messages of a water station as a gateway delivers them.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset SampledAt = new(2026, 11, 20, 8, 0, 0, ChinaTime.Offset);

    /// <summary>Class II by all five items.</summary>
    public static readonly (string Code, string Text, string Unit)[] ClassTwo =
        [("w01001", "7.82", ""), ("w01009", "6.90", "mg/L"), ("w01019", "2.60", "mg/L"), ("w21003", "0.210", "mg/L"), ("w21011", "0.060", "mg/L")];

    public static Telemetry Water(string station, DateTimeOffset sampledAt, params (string Code, string Text, string Unit)[] values) => new(
        StationId.Parse(station),
        $"MN-{station}",
        StationKind.Water,
        "hj212",
        "2011",
        sampledAt.AddSeconds(2),
        sampledAt.AddSeconds(3),
        [.. values.Select(v => new Reading(
            new ReadingKey(ParameterCode.Parse(v.Code), ReadingKind.Instant, sampledAt, TimeSpan.Zero, ReadingSource.Automatic), v.Text, DataMark.Normal, v.Unit))]);
}

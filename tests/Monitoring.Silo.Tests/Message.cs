using Monitoring.Contracts;

namespace Monitoring.Silo.Tests;

/// <summary>Messages of devices.</summary>
internal static class Message
{
    public static readonly StationId River = StationId.Parse("CY001");
    public static readonly StationId City = StationId.Parse("AIR01");

    public static readonly string[] AirItems = ["a21026", "a21004", "a34002", "a34004", "a21005", "a05024"];

    /// <summary>Instants of a water station; values as <c>code=text</c> or <c>code=text/flag</c>.</summary>
    public static Telemetry Water(DateTimeOffset at, params string[] values) => Water(River, at, values);

    public static Telemetry Water(StationId station, DateTimeOffset at, params string[] values) =>
        new(station, station.Value, StationKind.Water, "hj212", "2011", at.AddSeconds(20), at.AddSeconds(21), [.. values.Select(v => Reading(v, ReadingKind.Instant, at, TimeSpan.Zero))]);

    /// <summary>The five items of a class II river.</summary>
    public static Telemetry ClassTwo(DateTimeOffset at) => Water(at, "w01001=7.5", "w01009=7.0", "w01019=3.1", "w21003=0.3", "w21011=0.08");

    /// <summary>Hour means of an air station, by the hour's start.</summary>
    public static Telemetry AirHour(DateTimeOffset start, params string[] values) =>
        new(City, City.Value, StationKind.Air, "hj212", "2061", start.AddMinutes(62), start.AddMinutes(63), [.. values.Select(v => Reading(v, ReadingKind.Mean, start, TimeSpan.FromHours(1)))]);

    /// <summary>All six items: clean air but for PM2.5.</summary>
    public static Telemetry AirHourOf(DateTimeOffset start, string pm25) =>
        AirHour(start, "a21026=10", "a21004=20", "a34002=40", $"a34004={pm25}", "a21005=0.6", "a05024=60");

    public static Telemetry AirInstants(DateTimeOffset at, params string[] values) =>
        new(City, City.Value, StationKind.Air, "hj212", "2011", at.AddSeconds(20), at.AddSeconds(21), [.. values.Select(v => Reading(v, ReadingKind.Instant, at, TimeSpan.Zero))]);

    public static Reading Reading(string value, ReadingKind kind, DateTimeOffset start, TimeSpan length)
    {
        var parts = value.Split('=');
        var text = parts[1].Split('/');
        return new Reading(new ReadingKey(ParameterCode.Parse(parts[0]), kind, start, length, ReadingSource.Automatic), text[0], text.Length > 1 ? text[1] : "N", Unit: "");
    }
}

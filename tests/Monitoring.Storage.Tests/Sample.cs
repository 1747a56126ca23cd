using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests;

/// <summary>Stations and readings to write about.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 8, 21, 12, 0, 0, ChinaTime.Offset);

    public static ManualTimeProvider Clock() => new(Noon);

    public static SqliteMonitoringStore Open(TemporaryFolder folder) => SqliteMonitoringStore.Open(folder.Path, Clock());

    public static RegisteredStation Station(string id, string province = Province.Chongqing, string river = "长江", StationKind kind = StationKind.Water) => new(
        new Station(
            StationId.Parse(id), Mn: "MN" + id, kind is StationKind.Water ? id : null, kind, StationRole.Section, "national", StationOrigin.Real,
            "断面" + id, "Section " + id, province, "500103", 106.55m, 29.56m, TimeSpan.FromHours(4), Noon),
        kind is not StationKind.Water
            ? null
            : new Section(
                id, "断面" + id, "Section " + id, WaterBody.River, province, province, Receives: "", "500103", river, IsMainStem: true, IsTransboundary: false,
                [new SectionTarget(TargetBasis.Assessment, 2, new DateOnly(2021, 1, 1), To: null), new SectionTarget(TargetBasis.FunctionZone, 3, null, null)]));

    public static StoredReading Reading(string parameter, DateTimeOffset start, string text, long sequence = 1, string gateway = "gw", string flag = "N") => new(
        new Reading(new ReadingKey(ParameterCode.Parse(parameter), ReadingKind.Instant, start, TimeSpan.Zero, ReadingSource.Automatic), text, flag, "mg/L"),
        new ReadingOrigin(start + TimeSpan.FromSeconds(sequence), gateway, sequence),
        Noon,
        Noon - TimeSpan.FromSeconds(1));

    public static Aggregate Hour(string parameter, DateTimeOffset start, decimal sum) =>
        new(SeriesKey.Of(Reading(parameter, start, "0").Reading.Key), AggregateResolution.Hour, start, 4, 1, 1, sum, sum, sum);

    public static StoredVerdict Verdict(RegisteredStation station, DateTimeOffset at, string certificate, int grade = 3) => new(
        station.Station.Id,
        VerdictKind.Instant,
        at,
        new WaterVerdict { Period = "sample", ItemSet = "5", Class = grade, Items = 5, Completeness = 0.75m },
        Air: null,
        WaterBody.River,
        CityCode: null,
        certificate);

    public static StationWrites Writes(RegisteredStation station, params StoredReading[] current) => new(station.Station.Id)
    {
        NewStation = station,
        Current = current,
        Marks = [.. current.GroupBy(r => SeriesKey.Of(r.Reading.Key)).Select(g => new SeriesMark(g.Key, g.Max(r => r.Reading.Key.Start), g.Max(r => r.Reading.Key.Start)))],
    };
}

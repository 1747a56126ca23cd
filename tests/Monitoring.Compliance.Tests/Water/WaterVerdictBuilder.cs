using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;

namespace Monitoring.Compliance.Tests.Water;

/// <summary>Waters of August 2026 for tests.</summary>
internal static class WaterVerdictBuilder
{
    public static readonly Period August = Period.MonthOf(new DateOnly(2026, 8, 1));

    public static RiverInputs River(params (int? Class, string? NH3N)[] sections) => new()
    {
        Water = "Fujiang",
        Period = August,
        Sections = [.. sections.Select((s, i) => new RiverSection($"S{i}", s.Class, s.NH3N is null ? Map() : Map(("NH3N", s.NH3N))))],
    };

    public static LakeInputs Lake(params (string Item, string Value)[][] points) => new()
    {
        Water = "Changshou Hu",
        Period = August,
        Points = [.. points.Select((p, i) => new LakePoint($"P{i}", null, Map(p)))],
    };

    public static TrendInputs Years(params string[] values) => new()
    {
        Water = "Zhutuo",
        Item = "TP",
        Points = [.. values.Select((v, i) => new TrendPoint(Period.YearOf(new DateOnly(2012 + i, 1, 1)), v))],
    };

    public static ComparisonInputs Pairs(params (int? Earlier, int? Later)[] sections) => new()
    {
        Water = "Chongqing",
        Earlier = Period.MonthOf(new DateOnly(2025, 8, 1)),
        Later = August,
        Sections = [.. sections.Select((s, i) => new SectionPair($"S{i:00}", s.Earlier, s.Later))],
    };

    public static SourceWaterInputs Source(params (string Item, string Value)[] values) => new() { Source = "Daxihe", Period = August, Values = Map(values) };

    // Five items are enough to tell cities apart; they differ in permanganate index only.
    public static WaterRankingInputs Ranking(params (string City, string CODMn, string? Before)[] cities) => new()
    {
        Period = August,
        ItemSet = "5",
        Cities =
        [
            .. cities.Select(c => new RankedCityInputs(
                c.City,
                [new RankedSection("S", WaterBody.River, Map(("pH", "7.5"), ("DO", "8"), ("CODMn", c.CODMn), ("NH3N", "0.5"), ("TP", "0.1")))],
                c.Before)),
        ],
    };

    public static YangtzeWarningInputs Warning(MonthClasses? lastYear, MonthClasses? thisYear, int? target = 3) => new()
    {
        CityCode = "500000",
        Period = August,
        Sections = [new WarnedSection("S", lastYear, thisYear, target)],
    };

    public static IReadOnlyDictionary<string, string> Map(params (string Key, string Value)[] pairs) =>
        pairs.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
}

namespace Monitoring.Compliance.Air;

/// <summary>The level of a day's index (HJ 663).</summary>
/// <param name="Day">Beijing day.</param>
/// <param name="Level">1 excellent to 6 severe; null when the day has no index: it is no valid day.</param>
public readonly record struct AirDayLevel(DateOnly Day, int? Level);

/// <summary>A day under sand or dust that is deducted, as an official notice gives it (环办监测[2016]120号).</summary>
/// <param name="Day">Beijing day.</param>
/// <param name="Level">The level of the index without the dust's particles; null leaves the day out of both counts.</param>
/// <param name="Source">The mark of the source: the notice that deducts it. Without one nothing is deducted.</param>
public sealed record DustDay(DateOnly Day, int? Level, string Source);

/// <summary>Good days over valid ones (HJ 663).</summary>
/// <param name="GoodDays">Excellent and good days.</param>
/// <param name="ValidDays">Days with an index: the denominator.</param>
/// <param name="Share">Percent, one decimal; null without a valid day.</param>
public sealed record GoodDayCount(int GoodDays, int ValidDays, decimal? Share);

/// <summary>The share of good days, as measured and with dust deducted, side by side (环办监测[2016]120号).</summary>
/// <param name="Days">Calendar days of the range.</param>
/// <param name="Measured">As measured.</param>
/// <param name="Deducted">With the dust days deducted; null when none is.</param>
/// <param name="DustDays">The deducted days with their sources.</param>
public sealed record GoodDayShares(int Days, GoodDayCount Measured, GoodDayCount? Deducted, IReadOnlyList<DustDay> DustDays);

/// <summary>The share of excellent and good days (HJ 663; deduction of sand and dust by circular 环办监测[2016]120号, its text unverified).</summary>
public static class GoodAirDays
{
    private const int LastGoodLevel = 2;

    /// <summary>True for an excellent or a good day (HJ 633 table 2).</summary>
    public static bool IsGood(int? level) => level is >= 1 and <= LastGoodLevel;

    /// <summary>
    /// The shares of a range. A day that is stated twice with two levels is no valid day; days outside the range, and dust days without a
    /// source or on a day without an index, take no part (HJ 663; 环办监测[2016]120号).
    /// </summary>
    public static GoodDayShares Of(DayRange range, IReadOnlyList<AirDayLevel> days, IReadOnlyList<DustDay> dust)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(dust);
        var levels = days.Where(d => range.Covers(d.Day)).Distinct().GroupBy(d => d.Day).Where(g => g.Count() == 1 && g.First().Level is >= 1 and <= 6).ToDictionary(g => g.Key, g => g.First().Level);
        var deducted = dust.Where(d => !string.IsNullOrWhiteSpace(d.Source) && levels.ContainsKey(d.Day)).GroupBy(d => d.Day).Select(g => g.First()).OrderBy(d => d.Day).ToList();
        var byDay = deducted.ToDictionary(d => d.Day);
        return new GoodDayShares(
            range.Days,
            Count([.. levels.Values]),
            deducted.Count == 0 ? null : Count([.. levels.Select(l => byDay.TryGetValue(l.Key, out var without) ? without.Level : l.Value)]),
            deducted);
    }

    private static GoodDayCount Count(IReadOnlyList<int?> levels)
    {
        var (good, valid) = (levels.Count(IsGood), levels.Count(l => l is not null));
        return new GoodDayCount(good, valid, AirStatistics.GoodDayShare(good, valid));
    }
}

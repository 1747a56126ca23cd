using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Water;

/// <summary>The trend of a series of periods (HuanBan [2011] 22, section 9).</summary>
/// <param name="Coefficient">Spearman's rank coefficient, -1 to 1, unrounded.</param>
/// <param name="Critical">The tabulated critical value; null where none is tabulated for the count of periods.</param>
/// <param name="IsSignificant">True when the coefficient's magnitude is above the critical value; null without one.</param>
public sealed record TrendVerdict(decimal Coefficient, decimal? Critical, bool? IsSignificant)
{
    /// <summary><c>rising</c> (worse for a concentration), <c>falling</c> or <c>none</c>.</summary>
    public string Direction => Math.Sign(Coefficient) switch { 1 => "rising", -1 => "falling", _ => "none" };
}

/// <summary>Daniel's trend test by Spearman's rank coefficient (HuanBan [2011] 22, section 9).</summary>
public static class SpearmanTrend
{
    /// <summary>The levels of significance that are tabulated.</summary>
    public static IReadOnlyList<decimal> Levels { get; } = [0.05m, 0.01m];

    /// <summary>
    /// The trend over consecutive periods, oldest first; equal values share the mean of their ranks. Null for fewer than four
    /// periods or an untabulated level.
    /// </summary>
    public static TrendVerdict? Of(IReadOnlyList<decimal> values, decimal level, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(edition);
        var rule = edition.Method.Spearman;
        if (values.Count < rule.Periods[0] || !Levels.Contains(level))
        {
            return null;
        }

        decimal n = values.Count;
        var squares = RanksOf(values).Select((rank, i) => (rank - (i + 1)) * (rank - (i + 1))).Sum();
        var coefficient = 1 - (6 * squares / ((n * n * n) - n));
        var at = rule.Periods.ToList().IndexOf(values.Count);
        var critical = at < 0 ? null : (level == Levels[0] ? rule.Critical005 : rule.Critical001)[at];
        return new TrendVerdict(coefficient, critical, critical is null ? null : Math.Abs(coefficient) > critical);
    }

    // From 1; equal values share the mean of their ranks.
    internal static IReadOnlyList<decimal> RanksOf(IReadOnlyList<decimal> values) =>
        [.. values.Select(v => values.Count(o => o < v) + ((values.Count(o => o == v) + 1) / 2m))];
}

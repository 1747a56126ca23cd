using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Water;

/// <summary>The trend of a series of periods (HuanBan [2011] 22, section 9).</summary>
/// <param name="Coefficient">Spearman's rank coefficient, -1 to 1, unrounded.</param>
/// <param name="Critical">The tabulated critical value; null where none is tabulated for the count of periods.</param>
/// <param name="IsSignificant">True when the coefficient's magnitude is above the critical value; null without one.</param>
public sealed record TrendVerdict(decimal Coefficient, decimal? Critical, bool? IsSignificant)
{
    /// <summary><c>rising</c> (worse for a concentration), <c>falling</c> or <c>none</c>; also <c>none</c> where equal values make the coefficient's sign meaningless.</summary>
    public string Direction { get; init; } = Math.Sign(Coefficient) switch { 1 => "rising", -1 => "falling", _ => "none" };
}

/// <summary>Daniel's trend test by Spearman's rank coefficient (HuanBan [2011] 22, section 9).</summary>
public static class SpearmanTrend
{
    /// <summary>The levels of significance that are tabulated.</summary>
    public static IReadOnlyList<decimal> Levels { get; } = [0.05m, 0.01m];

    /// <summary>
    /// The trend over consecutive periods, oldest first; equal values share the mean of their ranks. Null for fewer periods than
    /// <see cref="SpearmanRule.LeastPeriods"/> or an untabulated level.
    /// </summary>
    public static TrendVerdict? Of(IReadOnlyList<decimal> values, decimal level, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(edition);
        var rule = edition.Method.Spearman;
        if (values.Count < rule.LeastPeriods || !Levels.Contains(level))
        {
            return null;
        }

        decimal n = values.Count;
        var ranks = RanksOf(values);
        var squares = ranks.Select((rank, i) => (rank - (i + 1)) * (rank - (i + 1))).Sum();
        var coefficient = 1 - (6 * squares / ((n * n * n) - n));
        var at = rule.Periods.ToList().IndexOf(values.Count);
        var critical = at < 0 ? null : (level == Levels[0] ? rule.Critical005 : rule.Critical001)[at];
        var verdict = new TrendVerdict(coefficient, critical, critical is null ? null : Math.Abs(coefficient) > critical);
        return ranks.Distinct().Count() == ranks.Count ? verdict : WithTies(verdict, ranks);
    }

    // The formula of the text supposes that no values are equal: of a series that never changes it makes a rising one. So among equal values
    // the correlation of the ranks themselves must say the same, or there is no direction and nothing significant.
    private static TrendVerdict WithTies(TrendVerdict verdict, IReadOnlyList<decimal> ranks)
    {
        var middle = (ranks.Count + 1) / 2m;
        var (common, ofRanks, ofTime) = (0m, 0m, 0m);
        for (var i = 0; i < ranks.Count; i++)
        {
            var (rank, time) = (ranks[i] - middle, i + 1 - middle);
            (common, ofRanks, ofTime) = (common + (rank * time), ofRanks + (rank * rank), ofTime + (time * time));
        }

        var agrees = Math.Sign(common) == Math.Sign(verdict.Coefficient);
        return verdict with
        {
            Direction = agrees ? verdict.Direction : "none",
            IsSignificant = verdict.IsSignificant is { } bySquares ? bySquares && agrees && common * common > verdict.Critical * verdict.Critical * ofRanks * ofTime : null,
        };
    }

    // From 1; equal values share the mean of their ranks.
    internal static IReadOnlyList<decimal> RanksOf(IReadOnlyList<decimal> values) =>
        [.. values.Select(v => values.Count(o => o < v) + ((values.Count(o => o == v) + 1) / 2m))];
}

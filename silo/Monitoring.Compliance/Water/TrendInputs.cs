using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>One period of a series (HuanBan [2011] 22, section 9).</summary>
/// <param name="Period">The period.</param>
/// <param name="Value">Its value in its own digits.</param>
public sealed record TrendPoint(Period Period, string Value);

/// <summary>A series of one item or index over consecutive periods (HuanBan [2011] 22, section 9).</summary>
public sealed record TrendInputs
{
    /// <summary>Name of section, water or city.</summary>
    public required string Water { get; init; }

    /// <summary>Short code of the item, or the name of an index or share.</summary>
    public required string Item { get; init; }

    /// <summary>Level of significance: <c>0.05</c> or <c>0.01</c>.</summary>
    public string Level { get; init; } = "0.05";

    /// <summary>The periods, in any order, all of one kind.</summary>
    public required IReadOnlyList<TrendPoint> Points { get; init; }

    /// <summary>Id of the edition that judges on purpose; null chooses by the last period's date.</summary>
    public string? WhatIf { get; init; }

    internal TrendInputs Canonical() => this with { Points = [.. Points.OrderBy(p => p.Period.Start).ThenBy(p => p.Value, StringComparer.Ordinal)] };
}

/// <summary>Whether a series rises or falls (HuanBan [2011] 22, section 9).</summary>
public sealed record TrendResult : RuleVerdict
{
    /// <summary>The coefficient and what it is held against; null without one.</summary>
    public TrendVerdict? Trend { get; init; }
}

/// <summary>The trend of a series as a verdict of its own (HuanBan [2011] 22, section 9).</summary>
public static class TrendAssessment
{
    /// <summary>
    /// Daniel's test over at least five periods of one kind, each with one value (HuanBan [2011] 22, section 9); with fewer nothing can be
    /// significant. A count that is not tabulated has a coefficient and no significance.
    /// </summary>
    public static TrendResult Assess(TrendInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var last = inputs.Points.Count == 0 ? default : inputs.Points.MaxBy(p => p.Period.Start)!.Period;
        return Judge(inputs, WaterChoice.Of(last, inputs.WhatIf));
    }

    internal static TrendResult Judge(TrendInputs inputs, WaterEdition? edition)
    {
        inputs = inputs.Canonical();
        var result = new TrendResult { Edition = edition?.Id, WhatIf = inputs.WhatIf };
        if (inputs.Points.Count == 0 || edition is null)
        {
            return result with { Reason = inputs.Points.Count == 0 ? NoVerdictReason.TooFewData : WaterChoice.ReasonOf(inputs.WhatIf) };
        }

        var rule = edition.Method.Spearman;
        var numbers = inputs.Points.Select(p => MeasuredValue.Read(p.Value, flag: null)).ToList();
        var isVerified = numbers.Count <= rule.VerifiedUpTo;
        result = result with
        {
            Clauses = [rule.Clause],
            RuleState = WaterChoice.Weakest(edition.StateOn(inputs.Points[^1].Period.Date), isVerified ? RuleState.Verified : RuleState.Unverified),
        };
        if (ReasonOf(inputs, numbers, rule) is { } reason)
        {
            return result with { Reason = reason };
        }

        var values = numbers.ConvertAll(n => n.Number!.Value);
        return result with
        {
            Trend = SpearmanTrend.Of(values, decimal.Parse(inputs.Level, System.Globalization.CultureInfo.InvariantCulture), edition),
            Steps = [.. inputs.Points.Zip(SpearmanTrend.RanksOf(values)).Select(p => new CalculationStep(p.First.Period.Label, "rank", p.Second))],
        };
    }

    private static string? ReasonOf(TrendInputs inputs, List<MeasuredValue> numbers, SpearmanRule rule)
    {
        if (numbers.Find(n => n.Reason is not null) is { Reason: { } reason })
        {
            return reason;
        }

        // Two values of one period are nobody's to choose from, and months beside years are no series.
        var periods = inputs.Points.Select(p => p.Period).ToList();
        return periods.Distinct().Count() != periods.Count || periods.Exists(p => p.Kind != periods[0].Kind) ? NoVerdictReason.Ambiguous
            : numbers.Count < rule.LeastPeriods ? NoVerdictReason.TooFewData
            : inputs.Level is "0.05" or "0.01" ? null
            : NoVerdictReason.Impossible;
    }
}

using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>How the water changed between two periods, in the official words (HuanBan [2011] 22, section 8).</summary>
public enum WaterChange
{
    /// <summary>Clearly worse (明显下降).</summary>
    ClearlyWorse = -2,

    /// <summary>Somewhat worse (有所下降).</summary>
    SomewhatWorse = -1,

    /// <summary>Unchanged (无明显变化).</summary>
    Unchanged = 0,

    /// <summary>Somewhat improved (有所好转).</summary>
    SomewhatImproved = 1,

    /// <summary>Clearly improved (明显好转).</summary>
    ClearlyImproved = 2,
}

/// <summary>Comparison of two periods (HuanBan [2011] 22, section 8).</summary>
public static class PeriodComparison
{
    private const int Good = 3;

    /// <summary>
    /// A river or basin: the change of the share of classes I to III minus the change of the share worse than V, in percentage
    /// points; positive is better.
    /// </summary>
    public static (decimal Delta, WaterChange Change) OfShares(decimal earlierGood, decimal earlierInferior, decimal laterGood, decimal laterInferior, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var delta = laterGood - earlierGood - (laterInferior - earlierInferior);
        return (delta, ChangeOf(delta, edition.Method.Comparison));
    }

    /// <summary>
    /// Two periods of a river, basin or province over the sections that have a class in both (HuanBan [2011] 22, section 8); how many fell
    /// out is said. The change is computed from counts, so that 10 and 20 points are exactly that.
    /// </summary>
    public static ComparisonVerdict Assess(ComparisonInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Judge(inputs, WaterChoice.Of(inputs.Later, inputs.WhatIf));
    }

    internal static ComparisonVerdict Judge(ComparisonInputs inputs, WaterEdition? edition)
    {
        var both = inputs.Sections.Where(s => IsClass(s.Earlier) && IsClass(s.Later)).ToList();
        var verdict = new ComparisonVerdict
        {
            Edition = edition?.Id,
            WhatIf = inputs.WhatIf,
            Sections = both.Count,
            LeftOut = inputs.Sections.Count(s => IsClass(s.Earlier) != IsClass(s.Later)),
        };
        if (edition is null)
        {
            return verdict with { Reason = WaterChoice.ReasonOf(inputs.WhatIf) };
        }

        var rule = edition.Method.Comparison;
        verdict = verdict with { Clauses = [rule.Clause], RuleState = WaterChoice.Weakest(edition.StateOn(inputs.Later.Date), rule.State) };
        if (both.Count == 0)
        {
            return verdict with { Reason = NoVerdictReason.TooFewData };
        }

        var (earlierGood, laterGood) = (both.Count(s => s.Earlier <= Good), both.Count(s => s.Later <= Good));
        var (earlierInferior, laterInferior) = (both.Count(s => s.Earlier == SingleFactor.InferiorV), both.Count(s => s.Later == SingleFactor.InferiorV));
        var delta = (laterGood - earlierGood - (laterInferior - earlierInferior)) * 100m / both.Count;
        return verdict with
        {
            EarlierGoodShare = Share(earlierGood),
            LaterGoodShare = Share(laterGood),
            EarlierInferiorShare = Share(earlierInferior),
            LaterInferiorShare = Share(laterInferior),
            Delta = delta,
            Change = ChangeOf(delta, rule),
        };

        decimal Share(int count) => Gb8170.RoundPlain(count * 100m / both.Count, 1);
    }

    /// <summary>A section or point: levels of the rating; one level is "somewhat", two or more "clearly". Null for an unknown rating.</summary>
    public static WaterChange? OfRatings(string earlier, string later, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var levels = edition.Method.Ratings.Select(r => r.Name).Distinct().ToList();
        var (from, to) = (levels.IndexOf(earlier), levels.IndexOf(later));
        return from < 0 || to < 0 ? null : (WaterChange)Math.Clamp(from - to, -2, 2);
    }

    private static WaterChange ChangeOf(decimal delta, ComparisonRule bands) =>
        (WaterChange)(Math.Sign(delta) * (Math.Abs(delta) <= bands.UnchangedUpTo ? 0 : Math.Abs(delta) <= bands.SomewhatUpTo ? 1 : 2));

    private static bool IsClass(int? waterClass) => waterClass is >= 1 and <= SingleFactor.InferiorV;

    /// <summary>The English words of a change.</summary>
    public static string Text(this WaterChange change) => change switch
    {
        WaterChange.ClearlyWorse => "clearly worse",
        WaterChange.SomewhatWorse => "somewhat worse",
        WaterChange.SomewhatImproved => "somewhat improved",
        WaterChange.ClearlyImproved => "clearly improved",
        _ => "unchanged",
    };
}

using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Water;

/// <summary>How the water changed between two periods, in the official words.</summary>
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
    /// <summary>
    /// A river or basin: the change of the share of classes I to III minus the change of the share worse than V, in percentage
    /// points; positive is better.
    /// </summary>
    public static (decimal Delta, WaterChange Change) OfShares(decimal earlierGood, decimal earlierInferior, decimal laterGood, decimal laterInferior, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var delta = laterGood - earlierGood - (laterInferior - earlierInferior);
        var bands = edition.Method.Comparison;
        var degree = Math.Abs(delta) <= bands.UnchangedUpTo ? 0 : Math.Abs(delta) <= bands.SomewhatUpTo ? 1 : 2;
        return (delta, (WaterChange)(Math.Sign(delta) * degree));
    }

    /// <summary>A section or point: levels of the rating; one level is "somewhat", two or more "clearly". Null for an unknown rating.</summary>
    public static WaterChange? OfRatings(string earlier, string later, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var levels = edition.Method.Ratings.Select(r => r.Name).Distinct().ToList();
        var (from, to) = (levels.IndexOf(earlier), levels.IndexOf(later));
        return from < 0 || to < 0 ? null : (WaterChange)Math.Clamp(from - to, -2, 2);
    }

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

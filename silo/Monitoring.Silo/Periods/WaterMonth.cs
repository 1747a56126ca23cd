using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;

namespace Monitoring.Silo.Periods;

/// <summary>One section in one month, with what it is compared with.</summary>
public sealed record SectionMonth(MonitoredSection Monitored, SectionVerdict Month, WaterVerdict LastMonth, WaterVerdict LastYear)
{
    public int? Class => Month.Verdict.Class;
}

/// <summary>How many sections have which class.</summary>
/// <param name="ByClass">Counts of classes I to V and worse than V.</param>
/// <param name="GoodShare">Share of classes I to III among the judged in percent; null without any.</param>
/// <param name="InferiorShare">Share worse than V among the judged in percent.</param>
public sealed record ClassCounts(int Sections, int Judged, IReadOnlyList<int> ByClass, int Met, int Missed, decimal? GoodShare, decimal? InferiorShare)
{
    private const int ShareDecimals = 1;

    public int WithoutVerdict => Sections - Judged;

    public static ClassCounts Of(IReadOnlyCollection<WaterVerdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        var classes = verdicts.Where(v => v.Class is not null).Select(v => v.Class!.Value).ToList();
        return new ClassCounts(
            verdicts.Count,
            classes.Count,
            [.. Enumerable.Range(1, SingleFactor.InferiorV).Select(c => classes.Count(x => x == c))],
            verdicts.Count(v => v.Met is true),
            verdicts.Count(v => v.Met is false),
            ShareOf(classes, c => c <= 3),
            ShareOf(classes, c => c == SingleFactor.InferiorV));
    }

    /// <summary>In percent, one decimal; null without any class.</summary>
    public static decimal? ShareOf(IReadOnlyCollection<int> classes, Func<int, bool> where)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return classes.Count == 0 ? null : Gb8170.RoundPlain(classes.Count(where) * 100m / classes.Count, ShareDecimals);
    }
}

/// <summary>Two periods over the sections that have a class in both (HuanBan [2011] 22, section 8).</summary>
/// <param name="Sections">Sections in both.</param>
/// <param name="LeftOut">Sections with a class in only one of them.</param>
/// <param name="Delta">Change of the share I to III less that of the share worse than V, percentage points; null without sections.</param>
public sealed record SharesComparison(int Sections, int LeftOut, decimal? Delta, WaterChange? Change)
{
    public static SharesComparison Of(IReadOnlyCollection<(int? Earlier, int? Later)> classes, WaterEdition? edition)
    {
        ArgumentNullException.ThrowIfNull(classes);
        var both = classes.Where(c => c is { Earlier: not null, Later: not null }).Select(c => (Earlier: c.Earlier!.Value, Later: c.Later!.Value)).ToList();
        var leftOut = classes.Count(c => c.Earlier is null != c.Later is null);
        if (both.Count == 0 || edition is null)
        {
            return new SharesComparison(both.Count, leftOut, null, null);
        }

        var (delta, change) = PeriodComparison.OfShares(
            Share(both.Count(c => c.Earlier <= 3)), Share(both.Count(c => c.Earlier == SingleFactor.InferiorV)),
            Share(both.Count(c => c.Later <= 3)), Share(both.Count(c => c.Later == SingleFactor.InferiorV)), edition);
        return new SharesComparison(both.Count, leftOut, Gb8170.RoundPlain(delta, 1), change);

        decimal Share(int count) => count * 100m / both.Count;
    }
}

/// <summary>A river in one month.</summary>
/// <param name="Method"><c>shares</c> from five judged sections on, <c>means</c> below; null without any.</param>
/// <param name="Class">Of the means; null by shares.</param>
public sealed record RiverMonth(string River, ClassCounts Counts, string? Method, WaterRating? Rating, int? Class, SharesComparison ToLastMonth, SharesComparison ToLastYear)
{
    public const string ByShares = "shares";
    public const string ByMeans = "means";

    public static RiverMonth Of(string river, Period month, IReadOnlyList<SectionMonth> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        var counts = ClassCounts.Of([.. sections.Select(s => s.Month.Verdict)]);
        var edition = EditionCatalogue.Default.WaterAt(month.Date);
        var shares = edition is null ? null : RiverAssessment.ByShares([.. sections.Where(s => s.Class is not null).Select(s => s.Class!.Value)], edition);
        var means = shares is null ? WholeWater.Of(month, [.. sections.Select(s => s.Month)]) : null;
        return new RiverMonth(
            river,
            counts,
            shares is not null ? ByShares : means?.Class is not null ? ByMeans : null,
            shares?.Rating ?? means?.Rating,
            means?.Class,
            SharesComparison.Of([.. sections.Select(s => (s.LastMonth.Class, s.Class))], edition),
            SharesComparison.Of([.. sections.Select(s => (s.LastYear.Class, s.Class))], edition));
    }
}

/// <summary>Several sections as one water: the mean of each item over the sections, then the single-factor rule (HuanBan [2011] 22, section 5).</summary>
internal static class WholeWater
{
    /// <summary>Null without any judged section. A lake's limits apply only where every section lies in one.</summary>
    public static WaterVerdict? Of(Period period, IReadOnlyCollection<SectionVerdict> sections)
    {
        var judged = sections.Where(s => s.Verdict.Class is not null).ToList();
        if (judged.Count == 0 || EditionCatalogue.Default.WaterAt(period.Date) is not { } edition)
        {
            return null;
        }

        var body = judged.TrueForAll(s => s.Section.WaterBody is WaterBody.Lake) ? WaterBody.Lake : WaterBody.River;
        var sets = judged.ConvertAll(s => ItemSet.TryParse(s.Verdict.ItemSet, out var set) ? set : ItemSet.Five);
        var all = sets.Exists(s => s.IsTwentyOne) ? ItemSet.TwentyOne : ItemSet.FivePlus(sets.SelectMany(s => s.X).Distinct());
        return RiverAssessment.ByMeans([.. judged.Select(s => s.Means.ToDictionary(m => m.Key, m => m.Value.Value))], period, body, all, edition);
    }
}

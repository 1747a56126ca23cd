using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>One section in one month, with what it is compared with.</summary>
public sealed record SectionMonth(MonitoredSection Monitored, SectionVerdict Month, WaterVerdict LastMonth, WaterVerdict LastYear)
{
    public int? Class => Month.Verdict.Class;

    /// <summary>Each target that holds on the first of the month, met or not; <see cref="WaterVerdict.Met"/> speaks of one of them.</summary>
    public IReadOnlyList<TargetOutcome> Targets => SectionTargets.Of(
        Class,
        Monitored.Section.Targets.Select(t => new DatedTarget(t.Basis is TargetBasis.Assessment ? "assessment" : "function-zone", t.Class, t.From, t.To?.AddDays(-1))),
        Month.Period.Date);
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

/// <summary>A river in one month.</summary>
/// <param name="Verdict">By shares from five judged sections on, by means below.</param>
/// <param name="CertificateId">Of the evidence, which is kept since the verdict was given.</param>
public sealed record RiverMonth(string River, ClassCounts Counts, RiverVerdict Verdict, string CertificateId, ComparisonVerdict ToLastMonth, ComparisonVerdict ToLastYear)
{
    /// <summary>The river and the evidence of its verdict, still to be kept.</summary>
    public static (RiverMonth River, Certificate Certificate) Of(string river, Period month, IReadOnlyList<SectionMonth> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        var (verdict, certificate) = WaterCertificates.Certify(WholeWater.InputsOf(river, month, [.. sections.Select(s => s.Month)]));
        return (
            new RiverMonth(
                river,
                ClassCounts.Of([.. sections.Select(s => s.Month.Verdict)]),
                verdict,
                certificate.Id,
                To(Period.MonthOf(month.Date.AddMonths(-1)), s => s.LastMonth.Class),
                To(Period.MonthOf(month.Date.AddYears(-1)), s => s.LastYear.Class)),
            certificate);

        ComparisonVerdict To(Period earlier, Func<SectionMonth, int?> classOf) => PeriodComparison.Assess(new ComparisonInputs
        {
            Water = river,
            Earlier = earlier,
            Later = month,
            Sections = [.. sections.Select(s => new SectionPair(s.Monitored.Section.Id, classOf(s), s.Class))],
        });
    }
}

/// <summary>Several sections as one water (HuanBan [2011] 22, section 5).</summary>
internal static class WholeWater
{
    /// <summary>A lake's limits apply only where every judged section lies in one; the item set is that of all sections together.</summary>
    public static RiverInputs InputsOf(string water, Period period, IReadOnlyCollection<SectionVerdict> sections)
    {
        var judged = sections.Where(s => s.Verdict.Class is not null).ToList();
        return new RiverInputs
        {
            Water = water,
            Period = period,
            WaterBody = judged.Count > 0 && judged.TrueForAll(s => s.Section.WaterBody is WaterBody.Lake) ? WaterBody.Lake : WaterBody.River,
            ItemSet = SetOf(judged).Name,
            Sections =
            [
                .. sections.Select(s => new RiverSection(
                    s.Section.Id, s.Verdict.Class, s.Means.ToDictionary(m => m.Key, m => Gb8170.Text(m.Value.Value), StringComparer.Ordinal))),
            ],
        };
    }

    /// <summary>The mean of each item over the sections, then the single-factor rule, however many sections there are. Null without any judged one.</summary>
    public static WaterVerdict? Of(Period period, IReadOnlyCollection<SectionVerdict> sections)
    {
        var judged = sections.Where(s => s.Verdict.Class is not null).ToList();
        return judged.Count == 0 || EditionCatalogue.Default.WaterAt(period.Date) is not { } edition ? null
            : RiverAssessment.ByMeans(
                [.. judged.Select(s => s.Means.ToDictionary(m => m.Key, m => m.Value.Value))], period, InputsOf("", period, judged).WaterBody, SetOf(judged), edition);
    }

    private static ItemSet SetOf(List<SectionVerdict> judged)
    {
        var sets = judged.ConvertAll(s => ItemSet.TryParse(s.Verdict.ItemSet, out var set) ? set : ItemSet.Five);
        return sets.Exists(s => s.IsTwentyOne) ? ItemSet.TwentyOne : ItemSet.FivePlus(sets.SelectMany(s => s.X).Distinct().Order(StringComparer.Ordinal));
    }
}

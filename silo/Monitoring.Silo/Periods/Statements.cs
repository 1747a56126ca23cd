using Microsoft.Extensions.Options;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>
/// "The main stem of the Yangtze keeps class II" in one month, in the three readings that people give it, because they
/// can differ: every section; a share of sections; the stem as one water.
/// </summary>
/// <param name="Sections">The sections of the main stem, with or without a verdict.</param>
/// <param name="IsSimulated">True when one of the sections is measured by a simulated station.</param>
/// <param name="EverySection">True when each has class II or better; false as soon as one is worse; null while none is worse and one has no verdict.</param>
/// <param name="ShareAtClassTwo">Sections of class II or better over judged ones, percent; null without any.</param>
/// <param name="Whole">The class of the means of the items over the judged sections; null without any.</param>
public sealed record MainStemMonth(
    Period Month, bool IsOver, IReadOnlyList<SectionVerdict> Sections, bool IsSimulated, bool? EverySection, decimal? ShareAtClassTwo, WaterVerdict? Whole)
{
    private const int Two = 2;

    public int Judged => Sections.Count(s => s.Verdict.Class is not null);

    public int AtClassTwo => Sections.Count(s => s.Verdict.Class <= Two);

    /// <summary>The third reading as a statement; null without a class.</summary>
    public bool? WholeAtClassTwo => Whole?.Class is { } c ? c <= Two : null;

    public static MainStemMonth Of(Period month, bool isOver, bool isSimulated, IReadOnlyList<SectionVerdict> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        var classes = sections.Where(s => s.Verdict.Class is not null).Select(s => s.Verdict.Class!.Value).ToList();
        bool? every = classes.Exists(c => c > Two) ? false : classes.Count == sections.Count && classes.Count > 0 ? true : null;
        return new MainStemMonth(month, isOver, sections, isSimulated, every, ClassCounts.ShareOf(classes, c => c <= Two), WholeWater.Of(month, sections));
    }
}

/// <summary>The standing statements over a range of months.</summary>
/// <param name="MissingMonths">Months in which no section of the main stem has a verdict.</param>
public sealed record Statements(IReadOnlyList<MainStemMonth> MainStem, IReadOnlyList<Period> MissingMonths, DateOnly AirFrom, DateOnly AirTo, IReadOnlyList<ProvinceAir> Air);

/// <summary>Assembles the statements from the store.</summary>
public sealed class StatementMonths(IStationRegistry registry, SectionPeriods periods, AirPeriods air, IOptions<SiloOptions> options, TimeProvider clock)
{
    public async Task<Statements> Of(Period from, Period to, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var stem = (await registry.Monitored(new SectionFilter(), cancellationToken)).Where(s => s.Section.IsMainStem).ToList();
        var isSimulated = DemoMark.IsIn(options.Value.DataFolder) || stem.Exists(s => s.Origin is StationOrigin.Simulated);
        var months = new List<MainStemMonth>();
        for (var month = from; month.Start <= to.Start && month.Start <= now; month = Period.MonthOf(month.Date.AddMonths(1)))
        {
            months.Add(MainStemMonth.Of(month, month.End <= now, isSimulated, await periods.Judge(stem, month, cancellationToken)));
        }

        // Days that have not begun are no missing days.
        var (first, last) = (from.Date, ChinaTime.DayOf(to.End).AddDays(-1));
        var today = ChinaTime.DayOf(now);
        last = last > today ? today : last;
        return new Statements(
            months,
            [.. months.Where(m => m.Judged == 0).Select(m => m.Month)],
            first,
            last,
            last < first ? [] : await air.Of(first, last, province: null, limits: null, cancellationToken));
    }
}

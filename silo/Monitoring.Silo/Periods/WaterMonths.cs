using Monitoring.Compliance.Periods;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>The sections of one month: what the API answers and the report prints.</summary>
/// <param name="IsOver">False while the month lasts: then it is the month so far.</param>
public sealed record WaterMonth(Period Month, bool IsOver, IReadOnlyList<SectionMonth> Sections, IReadOnlyList<RiverMonth> Rivers, IReadOnlyDictionary<string, ClassCounts> Provinces)
{
    public ClassCounts Counts { get; } = ClassCounts.Of([.. Sections.Select(s => s.Month.Verdict)]);
}

/// <summary>Assembles a month from the store.</summary>
public sealed class WaterMonths(IStationRegistry registry, SectionPeriods periods, TimeProvider clock)
{
    public async Task<WaterMonth> Of(Period month, SectionFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var monitored = await registry.Monitored(filter, cancellationToken);
        var verdicts = await periods.Judge(monitored, month, cancellationToken);
        var sections = new List<SectionMonth>(monitored.Count);
        foreach (var (section, verdict) in monitored.Zip(verdicts))
        {
            sections.Add(new SectionMonth(
                section,
                verdict,
                await periods.Compare(section, Period.MonthOf(month.Date.AddMonths(-1)), cancellationToken),
                await periods.Compare(section, Period.MonthOf(month.Date.AddYears(-1)), cancellationToken)));
        }

        var rivers = sections.GroupBy(s => s.Monitored.Section.River).Where(g => g.Key.Length > 0).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => RiverMonth.Of(g.Key, month, [.. g])).ToList();
        await periods.Keep(rivers.Select(r => r.Certificate), cancellationToken);
        return new WaterMonth(
            month,
            month.End <= clock.GetUtcNow(),
            sections,
            [.. rivers.Select(r => r.River)],
            sections.GroupBy(s => s.Monitored.Section.Province).ToDictionary(g => g.Key, g => ClassCounts.Of([.. g.Select(s => s.Month.Verdict)])));
    }
}

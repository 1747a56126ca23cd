using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

/// <summary>Beijing months from their days: sums of exact sums.</summary>
internal static class AggregateMonths
{
    /// <summary>The days of the months that start in [from, to).</summary>
    public static TimeRange DaysOf(DateTimeOffset from, DateTimeOffset to) => new(FirstFrom(from), FirstFrom(to));

    /// <summary>The months by time and series.</summary>
    public static IEnumerable<(Aggregate Aggregate, long Series)> Of(IEnumerable<(Aggregate Aggregate, long Series)> days) => days
        .GroupBy(d => (Start: StartOf(d.Aggregate.Start), d.Series), d => d.Aggregate)
        .Select(g => (Month(g.Key.Start, [.. g]), g.Key.Series))
        .OrderBy(m => m.Item1.Start).ThenBy(m => m.Series);

    private static Aggregate Month(DateTimeOffset start, IReadOnlyList<Aggregate> days)
    {
        var day = ChinaTime.DayOf(start);
        // A day without any value has no aggregate; it is expected all the same.
        var absent = DateTime.DaysInMonth(day.Year, day.Month) - days.Count;
        return new Aggregate(
            days[0].Series,
            AggregateResolution.Month,
            start,
            days.Sum(d => d.Expected) + (absent * days[^1].Expected),
            days.Sum(d => d.Received),
            days.Sum(d => d.Valid),
            days.Sum(d => d.Sum),
            days.Min(d => d.Min),
            days.Max(d => d.Max));
    }

    private static DateTimeOffset StartOf(DateTimeOffset time)
    {
        var day = ChinaTime.DayOf(time);
        return ChinaTime.StartOf(new DateOnly(day.Year, day.Month, 1));
    }

    private static DateTimeOffset FirstFrom(DateTimeOffset time)
    {
        var start = StartOf(time);
        return start == time ? start : ChinaTime.StartOf(ChinaTime.DayOf(start).AddMonths(1));
    }
}

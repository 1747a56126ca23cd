using System.Globalization;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Periods;

/// <summary>How long the time is that one verdict speaks of.</summary>
public enum PeriodKind
{
    /// <summary>One moment of sampling.</summary>
    Instant = 0,

    /// <summary>A clock hour.</summary>
    Hour = 1,

    /// <summary>A calendar day.</summary>
    Day = 2,

    /// <summary>Seven days from Monday.</summary>
    Week = 3,

    /// <summary>A calendar month.</summary>
    Month = 4,

    /// <summary>Three calendar months.</summary>
    Quarter = 5,

    /// <summary>A calendar year.</summary>
    Year = 6,
}

/// <summary>
/// The interval [<see cref="Start"/>, <see cref="End"/>) that a verdict speaks of, cut at Beijing hours, days, months and
/// years (ambient standards count natural days of Beijing time).
/// </summary>
public readonly record struct Period
{
    private Period(PeriodKind kind, DateTimeOffset start)
    {
        Kind = kind;
        Start = ChinaTime.Of(start);
    }

    /// <summary>How long the period is.</summary>
    public PeriodKind Kind { get; }

    /// <summary>First instant, written with +08:00.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The first instant after the period; equal to <see cref="Start"/> for an instant.</summary>
    public DateTimeOffset End => Kind switch
    {
        PeriodKind.Hour => Start.AddHours(1),
        PeriodKind.Day => Start.AddDays(1),
        PeriodKind.Week => Start.AddDays(7),
        PeriodKind.Month => Start.AddMonths(1),
        PeriodKind.Quarter => Start.AddMonths(3),
        PeriodKind.Year => Start.AddYears(1),
        _ => Start,
    };

    /// <summary>The Beijing day on which the period starts: it chooses the edition of every rule.</summary>
    public DateOnly Date => DateOnly.FromDateTime(Start.DateTime);

    /// <summary>
    /// The name of the period as reports write it: an ISO time with offset for an instant or an hour, <c>2026-08-21</c>,
    /// <c>2026-W34</c>, <c>2026-08</c>, <c>2026-Q3</c>, <c>2026</c>.
    /// </summary>
    public string Label => Kind switch
    {
        PeriodKind.Day => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PeriodKind.Week => $"{ISOWeek.GetYear(Start.DateTime):D4}-W{ISOWeek.GetWeekOfYear(Start.DateTime):D2}",
        PeriodKind.Month => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        PeriodKind.Quarter => $"{Start.Year:D4}-Q{((Start.Month - 1) / 3) + 1}",
        PeriodKind.Year => Start.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => Start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
    };

    /// <summary>One moment of sampling.</summary>
    public static Period Instant(DateTimeOffset at) => new(PeriodKind.Instant, at);

    /// <summary>The clock hour in which <paramref name="instant"/> falls.</summary>
    public static Period HourOf(DateTimeOffset instant) => new(PeriodKind.Hour, ChinaTime.StartOfHour(instant));

    /// <summary>A calendar day.</summary>
    public static Period Day(DateOnly day) => new(PeriodKind.Day, ChinaTime.StartOf(day));

    /// <summary>The week from Monday in which <paramref name="day"/> falls.</summary>
    public static Period WeekOf(DateOnly day) => new(PeriodKind.Week, ChinaTime.StartOf(day.AddDays(-(((int)day.DayOfWeek + 6) % 7))));

    /// <summary>The calendar month in which <paramref name="day"/> falls.</summary>
    public static Period MonthOf(DateOnly day) => new(PeriodKind.Month, ChinaTime.StartOf(new DateOnly(day.Year, day.Month, 1)));

    /// <summary>The quarter in which <paramref name="day"/> falls.</summary>
    public static Period QuarterOf(DateOnly day) =>
        new(PeriodKind.Quarter, ChinaTime.StartOf(new DateOnly(day.Year, day.Month - ((day.Month - 1) % 3), 1)));

    /// <summary>The calendar year in which <paramref name="day"/> falls.</summary>
    public static Period YearOf(DateOnly day) => new(PeriodKind.Year, ChinaTime.StartOf(new DateOnly(day.Year, 1, 1)));

    /// <summary>The period of the given length in which <paramref name="instant"/> falls.</summary>
    public static Period Containing(PeriodKind kind, DateTimeOffset instant) => kind switch
    {
        PeriodKind.Hour => HourOf(instant),
        PeriodKind.Day => Day(ChinaTime.DayOf(instant)),
        PeriodKind.Week => WeekOf(ChinaTime.DayOf(instant)),
        PeriodKind.Month => MonthOf(ChinaTime.DayOf(instant)),
        PeriodKind.Quarter => QuarterOf(ChinaTime.DayOf(instant)),
        PeriodKind.Year => YearOf(ChinaTime.DayOf(instant)),
        _ => Instant(instant),
    };

    /// <inheritdoc />
    public override string ToString() => Label;
}

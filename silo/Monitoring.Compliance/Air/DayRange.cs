using System.Globalization;

namespace Monitoring.Compliance.Air;

/// <summary>Natural days of Beijing, both ends included: what statistics of air speak of (GB 3095 section 6).</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day; before <paramref name="From"/> the range is empty.</param>
public readonly record struct DayRange(DateOnly From, DateOnly To)
{
    private const int MonthsOfYear = 12;

    /// <summary>How many days.</summary>
    public int Days => Math.Max(0, To.DayNumber - From.DayNumber + 1);

    /// <summary>True for a whole calendar month.</summary>
    public bool IsMonth => this == MonthOf(From);

    /// <summary>True for a whole calendar year: only of it the text speaks when it speaks of attainment (HJ 663).</summary>
    public bool IsYear => this == YearOf(From.Year);

    /// <summary><c>2026</c>, <c>2026-08</c>, or <c>2026-01-01/2026-09-30</c>.</summary>
    public string Label => IsYear ? Text(From, "yyyy") : IsMonth ? Text(From, "yyyy-MM") : $"{Text(From, "yyyy-MM-dd")}/{Text(To, "yyyy-MM-dd")}";

    /// <summary>The whole month of a day.</summary>
    public static DayRange MonthOf(DateOnly day) => new(new DateOnly(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)));

    /// <summary>A whole year.</summary>
    public static DayRange YearOf(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, MonthsOfYear, 31));

    /// <summary>True for a day of the range.</summary>
    public bool Covers(DateOnly day) => day >= From && day <= To;

    /// <summary>The range cut at the ends of months.</summary>
    public IEnumerable<DayRange> Months()
    {
        for (var from = From; from <= To;)
        {
            var month = MonthOf(from);
            yield return new DayRange(from, month.To < To ? month.To : To);
            if (month.To >= To)
            {
                yield break;
            }

            from = month.To.AddDays(1);
        }
    }

    private static string Text(DateOnly day, string form) => day.ToString(form, CultureInfo.InvariantCulture);
}

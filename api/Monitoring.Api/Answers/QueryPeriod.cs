using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Monitoring.Compliance.Periods;

namespace Monitoring.Api.Answers;

/// <summary>Months and days in a query: Beijing's, as <c>2026-08</c> and <c>2026-08-21</c>.</summary>
internal static class QueryPeriod
{
    public const string MonthForm = "a month such as 2026-08";
    public const string DayForm = "a day such as 2026-08-21";

    public static bool TryMonth([NotNullWhen(true)] string? text, out Period month)
    {
        var isMonth = DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && IsStorable(first);
        month = isMonth ? Period.MonthOf(first) : default;
        return isMonth;
    }

    public static bool TryDay([NotNullWhen(true)] string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && IsStorable(day);

    // Stores keep milliseconds since 1970; the year after and before are looked at as well.
    private static bool IsStorable(DateOnly day) => day.Year is > 1971 and < 9998;
}

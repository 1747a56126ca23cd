using System.Globalization;

namespace Monitoring.Contracts;

/// <summary>
/// Beijing time. Days, months and hours of every standard are those of UTC+8 all year round, so the offset is a
/// constant of the product and no time-zone database is needed.
/// </summary>
public static class ChinaTime
{
    /// <summary>UTC+8.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The same instant, written with the offset +08:00.</summary>
    public static DateTimeOffset Of(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>The calendar day in Beijing on which <paramref name="instant"/> falls.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime);

    /// <summary>The first instant of a Beijing calendar day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>The first instant of the Beijing clock hour that contains <paramref name="instant"/>.</summary>
    public static DateTimeOffset StartOfHour(DateTimeOffset instant)
    {
        var local = Of(instant);
        return new DateTimeOffset(local.Year, local.Month, local.Day, local.Hour, 0, 0, Offset);
    }

    /// <summary>
    /// Reads a compact time stamp of HJ 212: 14 digits <c>yyyyMMddHHmmss</c> or 17 with milliseconds, Beijing time.
    /// </summary>
    /// <returns>False for anything that is no such time, an impossible date among them.</returns>
    public static bool TryParseCompact(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        var format = text.Length switch { 14 => "yyyyMMddHHmmss", 17 => "yyyyMMddHHmmssfff", _ => null };
        instant = default;
        if (format is null || !DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        // A clock of the year 1 has no UTC form at +08:00.
        if (local.Year < 2)
        {
            return false;
        }

        instant = new DateTimeOffset(local, Offset);
        return true;
    }
}

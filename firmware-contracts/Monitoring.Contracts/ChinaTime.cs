using System.Buffers;
using System.Text;

namespace Monitoring.Contracts;

/// <summary>
/// Beijing time. Days, months and hours of every standard are those of UTC+8 all year round, so the offset is a
/// constant of the product and no time-zone database is needed.
/// </summary>
public static class ChinaTime
{
    /// <summary>UTC+8.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private const int WithSeconds = 14;
    private const int WithMilliseconds = 17;

    /// <summary>The same instant, written with the offset +08:00.</summary>
    public static DateTimeOffset Of(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>The calendar day in Beijing on which <paramref name="instant"/> falls.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime);

    /// <summary>The first instant of a Beijing calendar day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>The first instant of the Beijing clock hour that contains <paramref name="instant"/>.</summary>
    public static DateTimeOffset StartOfHour(DateTimeOffset instant)
    {
        var clock = Of(instant).Ticks;
        return new DateTimeOffset(clock - (clock % TimeSpan.TicksPerHour), Offset);
    }

    /// <summary>True from 1970 to 9998: what every store can keep and every zone can show.</summary>
    public static bool IsKept(DateTimeOffset instant) => instant >= DateTimeOffset.UnixEpoch && instant.UtcDateTime.Year < 9999;

    /// <summary>What a clock in Beijing showed, as an instant; false where it is not one that is kept (<see cref="IsKept"/>).</summary>
    public static bool TryFromClock(DateTime clock, out DateTimeOffset instant)
    {
        // Eight hours from the ends of the calendar there is no UTC form.
        var isInCalendar = clock.Year is > 1 and < 9999;
        instant = isInCalendar ? new DateTimeOffset(DateTime.SpecifyKind(clock, DateTimeKind.Unspecified), Offset) : default;
        return isInCalendar && IsKept(instant);
    }

    /// <summary>
    /// Reads a compact time stamp of HJ 212: 14 digits <c>yyyyMMddHHmmss</c> or 17 with milliseconds, Beijing time.
    /// </summary>
    /// <returns>False for anything that is no such time, an impossible date among them.</returns>
    public static bool TryParseCompact(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        Span<byte> ascii = stackalloc byte[WithMilliseconds];
        return text.Length is WithSeconds or WithMilliseconds
            && Ascii.FromUtf16(text, ascii, out var length) == OperationStatus.Done
            && TryParseCompact(ascii[..length], out instant);
    }

    /// <summary>The same of ASCII bytes, as they stand in a frame; without an allocation.</summary>
    public static bool TryParseCompact(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is not (WithSeconds or WithMilliseconds) || text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
        {
            return false;
        }

        var year = Two(text) * 100 + Two(text[2..]);
        var (month, day) = (Two(text[4..]), Two(text[6..]));
        var (hour, minute, second) = (Two(text[8..]), Two(text[10..]), Two(text[12..]));

        // A clock of the year 1 has no UTC form at +08:00.
        if (year < 2 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var millisecond = text.Length == WithSeconds ? 0 : Two(text[14..]) * 10 + (text[16] - '0');
        instant = new DateTimeOffset(new DateTime(year, month, day, hour, minute, second, millisecond), Offset);
        return true;
    }

    private static int Two(ReadOnlySpan<byte> digits) => (digits[0] - '0') * 10 + (digits[1] - '0');
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Monitoring.Contracts;

namespace Monitoring.Api.Answers;

/// <summary>
/// A time in a query: ISO 8601 with or without an offset (then Beijing time), or a bare date. The <c>+</c> of an offset
/// that a client forgot to escape arrives as a space and is read as what it was.
/// </summary>
internal static class QueryInstant
{
    private static readonly string[] WithOffset = ["yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", "yyyy-MM-ddTHH:mmzzz"];
    private static readonly string[] Local = ["yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd"];

    public static bool TryParse([NotNullWhen(true)] string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null)
        {
            return false;
        }

        var restored = text.Replace(' ', '+');
        return DateTimeOffset.TryParseExact(restored, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant)
            ? ChinaTime.IsKept(instant)
            : DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) && ChinaTime.TryFromClock(clock, out instant);
    }
}

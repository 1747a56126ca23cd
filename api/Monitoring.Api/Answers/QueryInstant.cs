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
        if (DateTimeOffset.TryParseExact(restored, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant))
        {
            return IsStorable(instant);
        }

        if (!DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year < 2)
        {
            return false;
        }

        instant = new DateTimeOffset(local, ChinaTime.Offset);
        return IsStorable(instant);
    }

    // What the stores keep: milliseconds since 1970.
    private static bool IsStorable(DateTimeOffset instant) => instant >= DateTimeOffset.UnixEpoch && instant.Year < 9999;
}

using System.Globalization;
using Monitoring.Contracts;

namespace Monitoring.Silo.Layouts;

/// <summary>How the public feeds write "no value" and times.</summary>
internal static class FeedText
{
    public static bool IsMissing(string text) => text is "" or "--" or "-" or "—" or "*" or "NA" or "/";

    /// <summary>A Beijing time; null when the text is none (the feed writes <c>2021-*</c> for a stopped station).</summary>
    public static DateTimeOffset? Time(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(local, ChinaTime.Offset) : null;
}

using System.Globalization;
using System.Text.Json;
using Monitoring.Contracts;

namespace Monitoring.Gateway.Intake;

/// <summary>
/// The times of a JSON payload: ISO 8601 with an offset, the same or <c>yyyy-MM-dd HH:mm:ss</c> without one (Beijing), or
/// milliseconds since 1970.
/// </summary>
internal static class JsonTime
{
    private static readonly string[] BeijingForms =
        ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    // K also matches nothing and zzz no Z: a time without an offset would be read as UTC.
    private static readonly string[] OffsetForms = [.. BeijingForms.SelectMany(form => new[] { form + "zzz", form + "'Z'" })];

    public static bool TryRead(JsonElement element, out DateTimeOffset time)
    {
        time = default;
        return element.ValueKind switch
        {
            JsonValueKind.String => TryReadText(element.GetString()!, out time),
            JsonValueKind.Number => element.TryGetInt64(out var milliseconds) && TryReadEpoch(milliseconds, out time),
            _ => false,
        };
    }

    private static bool TryReadText(string text, out DateTimeOffset time)
    {
        if (DateTime.TryParseExact(text, BeijingForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year > 1)
        {
            time = new DateTimeOffset(local, ChinaTime.Offset);
            return true;
        }

        return DateTimeOffset.TryParseExact(text, OffsetForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    private static bool TryReadEpoch(long milliseconds, out DateTimeOffset time)
    {
        var isInRange = milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        time = isInRange ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isInRange;
    }
}

using System.Globalization;

namespace Monitoring.Simulator.Scripts;

/// <summary>Spans as people write them: <c>90s</c>, <c>10m</c>, <c>48h</c>, <c>2d</c>.</summary>
public static class TimeText
{
    public static bool TryParse(string? text, out TimeSpan span)
    {
        span = default;
        if (text is not { Length: > 1 } || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 100_000)
        {
            return false;
        }

        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        span = unit is { } one ? one * number : default;
        return unit is not null;
    }

    /// <exception cref="FormatException">The text is no span.</exception>
    public static TimeSpan Parse(string text) => TryParse(text, out var span)
        ? span
        : throw new FormatException($"'{text}' is no span of time: a number and s, m, h or d, such as 48h");
}

using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Quality;

/// <summary>One number of a series (HJ 915.3-2024; HJ 818-2018).</summary>
/// <param name="At">When it was measured.</param>
/// <param name="Number">In the catalogue's unit.</param>
/// <param name="IsBelowDetection">True when it is derived from a detection limit.</param>
public readonly record struct SeriesPoint(DateTimeOffset At, decimal Number, bool IsBelowDetection = false);

/// <summary>
/// Checks that a program can make by itself (HJ 915.3-2024; HJ 818-2018, HJ 817-2018: suspicious patterns). They mark for the reviewer: a mark never
/// deletes or changes a value, and no verdict leaves one out because of it.
/// </summary>
public static class AutomaticChecks
{
    /// <summary>The value is outside what the parameter can show (HJ 915.3-2024, HJ 818-2018); never for a parameter without a range.</summary>
    public static bool IsOutOfRange(string code, decimal number, QualityEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return edition.Checks.Ranges.Rows.FirstOrDefault(r => r.Code == code) is { } range && (number < range.Low || number > range.High);
    }

    /// <summary>
    /// Points that differ from the one before them by more than a multiple of the series' median change (HJ 818-2018, HJ 817-2018: rate of change);
    /// of a spike both flanks. A series that is too short, or whose median change is nothing, has no spread to hold a change against.
    /// </summary>
    /// <param name="series">In the order of time, evenly spaced.</param>
    /// <param name="edition">The rules.</param>
    public static IReadOnlyList<SeriesPoint> Jumps(IReadOnlyList<SeriesPoint> series, QualityEdition edition)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(edition);
        var rule = edition.Checks.Jump;
        var changes = series.Skip(1).Select((p, i) => Math.Abs(Shown(p.Number) - Shown(series[i].Number))).ToList();
        if (changes.Count < rule.LeastSteps || Median.Of(changes) is not (> 0 and var spread))
        {
            return [];
        }

        return [.. series.Skip(1).Where((_, i) => changes[i] > rule.Multiple * spread)];
    }

    /// <summary>
    /// Points of runs of one and the same number that last too long (HJ 818-2018, HJ 817-2018: persistence). Values below the detection
    /// limit repeat by nature and are no standstill.
    /// </summary>
    /// <param name="series">In the order of time.</param>
    /// <param name="edition">The rules.</param>
    public static IReadOnlyList<SeriesPoint> Standstills(IReadOnlyList<SeriesPoint> series, QualityEdition edition)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(edition);
        var rule = edition.Checks.Persistence;
        var marked = new List<SeriesPoint>();
        for (var start = 0; start < series.Count;)
        {
            var end = start + 1;
            while (end < series.Count && series[end].Number == series[start].Number && series[end].IsBelowDetection == series[start].IsBelowDetection)
            {
                end++;
            }

            if (!series[start].IsBelowDetection && end - start >= rule.LeastValues && series[end - 1].At - series[start].At >= TimeSpan.FromHours(rule.Hours))
            {
                marked.AddRange(series.Skip(start).Take(end - start));
            }

            start = end;
        }

        return marked;
    }

    /// <summary>The part is greater than the whole: PM2.5 above PM10 in the same hour (HJ 817-2018); suspicious, not invalid.</summary>
    public static bool IsInverted(decimal fine, decimal coarse) => fine > coarse;

    /// <summary>
    /// Saturation of dissolved oxygen in percent, one decimal: oxygen (31.6 + T) / 468, the formula used with the indices of GB 3838-2002; null for a temperature
    /// that makes no sense in it.
    /// </summary>
    /// <param name="oxygen">mg/L.</param>
    /// <param name="temperature">°C.</param>
    /// <param name="edition">The rules.</param>
    public static decimal? SaturationPercent(decimal oxygen, decimal temperature, QualityEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var rule = edition.Checks.Saturation;
        return MeasuredValue.IsPossible(Math.Abs(oxygen)) && MeasuredValue.IsPossible(rule.Summand + Shown(temperature)) && rule.Summand + temperature > 0 ? Gb8170.RoundPlain(oxygen * (rule.Summand + temperature) * 100 / rule.Dividend, 1) : null;
    }

    /// <summary>The water holds more oxygen than can be believed (HJ 915.3-2024; the bound is ours).</summary>
    public static bool IsOversaturated(decimal oxygen, decimal temperature, QualityEdition edition) =>
        SaturationPercent(oxygen, temperature, edition) > edition.Checks.Saturation.HighestPercent;

    /// <summary>
    /// The value lies far from those of the stations around it at the same time (HJ 818-2018, HJ 817-2018: neighbour deviation): beyond a multiple of the
    /// neighbours' median deviation from their median, and beyond a share of the median. Never with too few neighbours.
    /// </summary>
    public static bool IsOffNeighbours(decimal number, IReadOnlyCollection<decimal> neighbours, QualityEdition edition)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentNullException.ThrowIfNull(edition);
        var rule = edition.Checks.Neighbours;
        if (neighbours.Count < Math.Max(1, rule.LeastNeighbours))
        {
            return false;
        }

        var median = Median.Of(neighbours.Select(Shown));
        var spread = Median.Of(neighbours.Select(n => Math.Abs(Shown(n) - median)));
        var deviation = Math.Abs(Shown(number) - median);
        return deviation > rule.Multiple * spread && deviation > rule.LeastShareOfMedian * Math.Abs(median);
    }

    // No instrument shows more either way; to the number that stands in for it the distance is at least as great as any real one.
    private static decimal Shown(decimal number) => Math.Clamp(number, -MeasuredValue.Largest, MeasuredValue.Largest);
}

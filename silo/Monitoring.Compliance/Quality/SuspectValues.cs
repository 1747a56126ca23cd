using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Quality;

/// <summary>A value that an automatic check points at (HJ 915.3-2024; HJ 818-2018, HJ 817-2018). It stays as it is and takes part as before: a person decides.</summary>
/// <param name="Code">The ministry's code of the parameter.</param>
/// <param name="At">When the value was measured.</param>
/// <param name="Check"><c>range</c>, <c>jump</c>, <c>persistence</c>, <c>inversion</c> or <c>saturation</c>.</param>
public readonly record struct SuspectValue(string Code, DateTimeOffset At, string Check);

/// <summary>All automatic checks that one station's own values allow (HJ 915.3-2024; HJ 818-2018, HJ 817-2018).</summary>
public static class SuspectValues
{
    /// <summary>The suspicious values, by time, parameter and check (HJ 915.3-2024; HJ 818-2018, HJ 817-2018); a value may be pointed at by several checks.</summary>
    /// <param name="series">Per code the station's numbers in the order of time.</param>
    /// <param name="edition">The rules.</param>
    public static IReadOnlyList<SuspectValue> Of(IReadOnlyDictionary<string, IReadOnlyList<SeriesPoint>> series, QualityEdition edition)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(edition);
        var found = new List<SuspectValue>();
        foreach (var (code, points) in series)
        {
            Mark(code, "range", points.Where(p => AutomaticChecks.IsOutOfRange(code, p.Number, edition)));
            Mark(code, "jump", AutomaticChecks.Jumps(points, edition));
            Mark(code, "persistence", AutomaticChecks.Standstills(points, edition));
        }

        var (inversion, saturation) = (edition.Checks.Inversion, edition.Checks.Saturation);
        foreach (var (fine, coarse) in Pairs(inversion.Fine, inversion.Coarse).Where(p => AutomaticChecks.IsInverted(p.First.Number, p.Second.Number)))
        {
            Mark(inversion.Fine, "inversion", [fine]);
            Mark(inversion.Coarse, "inversion", [coarse]);
        }

        Mark(saturation.Oxygen, "saturation", Pairs(saturation.Oxygen, saturation.Temperature)
            .Where(p => AutomaticChecks.IsOversaturated(p.First.Number, p.Second.Number, edition)).Select(p => p.First));
        return [.. found.OrderBy(f => f.At).ThenBy(f => f.Code, StringComparer.Ordinal).ThenBy(f => f.Check, StringComparer.Ordinal)];

        void Mark(string code, string check, IEnumerable<SeriesPoint> points) => found.AddRange(points.Select(p => new SuspectValue(code, p.At, check)));

        // Two parameters at the same times.
        IEnumerable<(SeriesPoint First, SeriesPoint Second)> Pairs(string first, string second) =>
            series.TryGetValue(first, out var ofFirst) && series.TryGetValue(second, out var ofSecond)
                ? ofFirst.Join(ofSecond, p => p.At, p => p.At, (f, s) => (f, s))
                : [];
    }
}

using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>The sub-index of one concentration (IAQI; HJ 633 table 1 and its formula).</summary>
public static class SubIndex
{
    /// <summary>The highest sub-index: above the last row the index stays there.</summary>
    public const int Highest = 500;

    /// <summary>
    /// The sub-index, 0 to 500, rounded up; null when the edition has no column for the item or refers beyond its end to
    /// another averaging time (HJ 633-2012: hourly SO2 above 800, eight-hour O3 above 800 µg/m³).
    /// </summary>
    /// <param name="edition">The table.</param>
    /// <param name="item">The column.</param>
    /// <param name="concentration">µg/m³, carbon monoxide mg/m³, not negative; HJ 633-2026 rounds it first (<see cref="Rounded"/>).</param>
    public static int? Of(AirIndexEdition edition, AirItem item, decimal concentration)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return Of(edition, edition.BeyondTable, item, concentration);
    }

    /// <summary>The concentration that enters the formula: HJ 633-2026 rounds half-even to integers, carbon monoxide to one decimal; HJ 633-2012 does not say.</summary>
    public static decimal Rounded(AirIndexEdition edition, AirItem item, decimal concentration)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return edition.RoundsConcentration ? Gb8170.RoundPlain(concentration, item.Pollutant is AirPollutant.CO ? 1 : 0) : concentration;
    }

    internal static int? Of(AirIndexEdition edition, IReadOnlyDictionary<string, int?> beyondTable, AirItem item, decimal concentration)
    {
        if (concentration < 0 || edition.ColumnOf(item) is not { } column)
        {
            return null;
        }

        var c = Rounded(edition, item, concentration);
        for (var i = 1; i < column.Concentration.Count; i++)
        {
            if (c <= column.Concentration[i])
            {
                var (low, high) = (column.Concentration[i - 1], column.Concentration[i]);
                var (indexLow, indexHigh) = (column.Iaqi[i - 1], column.Iaqi[i]);

                // One division of exact products, so that a whole result is whole and is not rounded up.
                return indexLow + CeilingOfQuotient((indexHigh - indexLow) * (c - low), high - low);
            }
        }

        return beyondTable.TryGetValue(item.Name, out var beyond) ? beyond : Highest;
    }

    private static int CeilingOfQuotient(decimal dividend, decimal divisor)
    {
        var whole = decimal.Truncate(dividend / divisor);
        while (whole * divisor < dividend)
        {
            whole++;
        }

        return (int)whole;
    }
}

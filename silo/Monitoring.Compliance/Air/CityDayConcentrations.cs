using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>One daily concentration of a city (HJ 663, HJ 633).</summary>
/// <param name="Unrounded">The mean of the sites that have a valid one.</param>
/// <param name="Value">The same, rounded once: what is published and what the index is made from.</param>
/// <param name="Sites">How many sites.</param>
public readonly record struct CityConcentration(decimal Unrounded, decimal Value, int Sites);

/// <summary>The daily concentrations of a city: means over its assessment sites, never means of indices (HJ 663).</summary>
public static class CityDayConcentrations
{
    /// <summary>
    /// The mean of the sites' unrounded days, rounded once to the decimals of the edition (HJ 663; GB/T 8170). Negative and impossible values take no part.
    /// </summary>
    /// <param name="sites">Per site its valid concentrations, unrounded.</param>
    /// <param name="edition">The decimals.</param>
    public static IReadOnlyDictionary<AirItem, CityConcentration> Of(IReadOnlyList<IReadOnlyDictionary<AirItem, decimal>> sites, AirStatisticsEdition edition)
    {
        ArgumentNullException.ThrowIfNull(sites);
        ArgumentNullException.ThrowIfNull(edition);

        // In a fixed order, so that the last digit of a mean does not hang on how sites were listed.
        return sites.SelectMany(s => s).Where(i => MeasuredValue.IsPossible(i.Value)).GroupBy(i => i.Key).ToDictionary(g => g.Key, g =>
        {
            var mean = ArithmeticMean.Of([.. g.Select(i => i.Value).Order()]);
            return new CityConcentration(mean, Gb8170.RoundPlain(mean, edition.CityDay.Decimals[g.Key.Pollutant.ToString()]), g.Count());
        });
    }
}

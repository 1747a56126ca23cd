using Monitoring.Compliance.Air;
using Monitoring.Compliance.Quality;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>One of the six figures of a period.</summary>
/// <param name="Statistic"><c>mean</c>, <c>p95</c> (CO) or <c>p90</c> (O3, daily maximum of eight hours).</param>
/// <param name="Value">µg/m³ with whole numbers, PM2.5 and CO (mg/m³) with one decimal; null without a valid day.</param>
/// <param name="Days">Valid days it rests on.</param>
public sealed record AirFigure(AirPollutant Pollutant, string Statistic, decimal? Value, int Days);

/// <summary>A city over a range of days.</summary>
/// <param name="Sites">Air sites that are registered in it.</param>
/// <param name="Days">Every day of the range.</param>
public sealed record CityAir(City City, IReadOnlyList<Station> Sites, IReadOnlyList<CityDay> Days)
{
    private const int Levels = 6;
    private static readonly AirItem Ozone = new(AirPollutant.O3, Averaging.EightHour);

    public int ValidDays => Days.Count(d => d.IsValid);

    public int GoodDays => Days.Count(d => d.IsGood);

    /// <summary>Excellent and good days over valid days in percent; null without valid days.</summary>
    public decimal? GoodDayShare => AirStatistics.GoodDayShare(GoodDays, ValidDays);

    /// <summary>Days of each category, excellent first.</summary>
    public IReadOnlyList<int> ByCategory => [.. Enumerable.Range(1, Levels).Select(l => Days.Count(d => d.Verdict.Category?.Level == l))];

    /// <summary>Days without an index, by reason.</summary>
    public IReadOnlyDictionary<string, int> WithoutIndex =>
        Days.Where(d => !d.IsValid).GroupBy(d => d.Verdict.Reason ?? NoVerdictReason.TooFewData).ToDictionary(g => g.Key, g => g.Count());

    public IReadOnlyList<AirFigure> Figures =>
    [
        Mean(AirPollutant.SO2, 0),
        Mean(AirPollutant.NO2, 0),
        Mean(AirPollutant.PM10, 0),
        Mean(AirPollutant.PM25, 1),
        Percentile(new AirItem(AirPollutant.CO, Averaging.TwentyFourHour), 95, 1),
        Percentile(Ozone, 90, 0),
    ];

    private AirFigure Mean(AirPollutant pollutant, int decimals)
    {
        var values = ValuesOf(new AirItem(pollutant, Averaging.TwentyFourHour));
        return new AirFigure(pollutant, "mean", values.Count == 0 ? null : Gb8170.Round(ArithmeticMean.Of(values), decimals), values.Count);
    }

    private AirFigure Percentile(AirItem item, int percent, int decimals)
    {
        var values = ValuesOf(item);
        return new AirFigure(
            item.Pollutant, $"p{percent}", AirStatistics.Percentile(values, percent) is { } value ? Gb8170.Round(value, decimals) : null, values.Count);
    }

    private List<decimal> ValuesOf(AirItem item) => [.. Days.Where(d => d.Values.ContainsKey(item)).Select(d => d.Values[item].Value).Order()];
}

/// <summary>A province over a range of days: the mean of its cities' shares (published bulletins).</summary>
/// <param name="Cities">Those with at least one site.</param>
/// <param name="CitiesWithoutSite">Cities of the province that nothing is stored of.</param>
public sealed record ProvinceAir(string Province, IReadOnlyList<CityAir> Cities, IReadOnlyList<City> CitiesWithoutSite)
{
    /// <summary>Null as long as no city has a valid day.</summary>
    public decimal? GoodDayShare => AirStatistics.ProvinceGoodDayShare([.. Cities.Select(c => c.GoodDayShare).OfType<decimal>()]);

    /// <summary>The denominator of <see cref="GoodDayShare"/>.</summary>
    public int CitiesWithShare => Cities.Count(c => c.GoodDayShare is not null);
}

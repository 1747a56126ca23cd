using Monitoring.Compliance.Air;
using Monitoring.Compliance.Quality;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>A city, or one site by itself, over a range of days.</summary>
/// <param name="Days">Every day of the range.</param>
/// <param name="Judged">The range as a whole.</param>
/// <param name="Shares">Good days over valid ones, as measured and with dust deducted.</param>
public sealed record AirDays(IReadOnlyList<CityDay> Days, JudgedDays Judged, GoodDayShares Shares)
{
    private const int Levels = 6;

    /// <summary>Days of each category, excellent first.</summary>
    public IReadOnlyList<int> ByCategory => [.. Enumerable.Range(1, Levels).Select(l => Days.Count(d => d.Verdict.Category?.Level == l))];

    /// <summary>Days without an index, by reason.</summary>
    public IReadOnlyDictionary<string, int> WithoutIndex =>
        Days.Where(d => !d.IsValid).GroupBy(d => d.Verdict.Reason ?? NoVerdictReason.TooFewData).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>The figure that people name per pollutant: the mean, of carbon monoxide and ozone the percentile.</summary>
    public IReadOnlyList<AirFigure> Figures =>
    [
        .. Enum.GetValues<AirPollutant>().Select(p => (p is AirPollutant.CO or AirPollutant.O3 ? Judged.Figures.PercentileOf(p) : Judged.Figures.MeanOf(p))
            ?? new AirFigure { Pollutant = p, Reason = Judged.Figures.Reason }),
    ];
}

/// <summary>A city over a range of days.</summary>
/// <param name="Sites">Air sites that are registered in it.</param>
public sealed record CityAir(City City, IReadOnlyList<Station> Sites, AirDays Air)
{
    public IReadOnlyList<CityDay> Days => Air.Days;

    public int ValidDays => Air.Shares.Measured.ValidDays;

    public int GoodDays => Air.Shares.Measured.GoodDays;

    /// <summary>Excellent and good days over valid days in percent; null without valid days.</summary>
    public decimal? GoodDayShare => Air.Shares.Measured.Share;
}

/// <summary>A province over a range of days: the mean of its cities' shares (published bulletins).</summary>
/// <param name="Cities">Those with at least one site.</param>
/// <param name="CitiesWithoutSite">Cities of the province that nothing is stored of.</param>
public sealed record ProvinceAir(string Province, IReadOnlyList<CityAir> Cities, IReadOnlyList<City> CitiesWithoutSite)
{
    /// <summary>Null as long as no city has a valid day.</summary>
    public decimal? GoodDayShare => AirStatistics.ProvinceGoodDayShare([.. Cities.Select(c => c.GoodDayShare).OfType<decimal>()]);

    /// <summary>The same with dust days deducted where a city has some; null as long as no city has any.</summary>
    public decimal? GoodDayShareDeducted => Cities.Any(c => c.Air.Shares.Deducted is not null)
        ? AirStatistics.ProvinceGoodDayShare([.. Cities.Select(c => (c.Air.Shares.Deducted ?? c.Air.Shares.Measured).Share).OfType<decimal>()])
        : null;

    /// <summary>The denominator of <see cref="GoodDayShare"/>.</summary>
    public int CitiesWithShare => Cities.Count(c => c.GoodDayShare is not null);
}

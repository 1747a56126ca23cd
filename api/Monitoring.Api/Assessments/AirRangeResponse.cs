using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Silo.Periods;
using Monitoring.Storage;
using AirFigure = Monitoring.Silo.Periods.AirFigure;

namespace Monitoring.Api.Assessments;

/// <summary>The air of provinces and cities over the days [from, to].</summary>
/// <param name="Items">Cities that have a site.</param>
internal sealed record AirRangeResponse(string From, string To, int Days, IReadOnlyList<CityAirResponse> Items, string? Cursor, IReadOnlyList<ProvinceAirResponse> Provinces)
{
    public static AirRangeResponse Of(DateOnly from, DateOnly to, IReadOnlyList<ProvinceAir> provinces) => new(
        Text(from),
        Text(to),
        to.DayNumber - from.DayNumber + 1,
        [.. provinces.SelectMany(p => p.Cities).Select(CityAirResponse.Of)],
        Cursor: null,
        [.. provinces.Select(ProvinceAirResponse.Of)]);

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd");
}

/// <summary>A province: the mean of its cities' shares.</summary>
/// <param name="GoodDayShare">Percent, as measured; null as long as no city has a valid day.</param>
/// <param name="CitiesWithShare">The denominator.</param>
/// <param name="CitiesWithoutSite">Names of cities that nothing is stored of.</param>
internal sealed record ProvinceAirResponse(string Province, decimal? GoodDayShare, int GoodDays, int ValidDays, int CitiesWithShare, int Cities, IReadOnlyList<string> CitiesWithoutSite)
{
    public static ProvinceAirResponse Of(ProvinceAir province) => new(
        province.Province,
        province.GoodDayShare,
        province.Cities.Sum(c => c.GoodDays),
        province.Cities.Sum(c => c.ValidDays),
        province.CitiesWithShare,
        province.Cities.Count + province.CitiesWithoutSite.Count,
        [.. province.CitiesWithoutSite.Select(c => c.Name)]);
}

/// <summary>One of the six figures.</summary>
/// <param name="Statistic">mean, p95 or p90.</param>
/// <param name="Value">µg/m³, CO mg/m³.</param>
/// <param name="Days">Valid days it rests on.</param>
internal sealed record FigureResponse(string Code, string Name, string Statistic, decimal? Value, string Unit, int Days)
{
    public static FigureResponse Of(AirFigure figure) => new(
        figure.Pollutant.Code(), figure.Pollutant.Text(), figure.Statistic, figure.Value, figure.Pollutant is AirPollutant.CO ? "mg/m³" : "µg/m³", figure.Days);
}

/// <summary>A city.</summary>
/// <param name="Origin">Simulated as soon as one of its sites is.</param>
/// <param name="ByCategory">Days that are excellent, good, lightly, moderately, heavily and severely polluted.</param>
/// <param name="GoodDayShare">Excellent and good days over valid days, percent, as measured.</param>
/// <param name="ValidDays">Days with an index: the denominator.</param>
/// <param name="WithoutIndex">Days without one, by reason.</param>
/// <param name="Attained">Whether all six figures meet the yearly limits; null while it cannot be said: <c>too-few-data</c>, or <c>yearly-limits-not-carried</c> as no edition here holds the yearly limits yet.</param>
internal sealed record CityAirResponse(
    string CityCode,
    string City,
    string CityEn,
    string Province,
    StationOrigin Origin,
    int Sites,
    IReadOnlyList<int> ByCategory,
    decimal? GoodDayShare,
    int GoodDays,
    int ValidDays,
    IReadOnlyDictionary<string, int> WithoutIndex,
    IReadOnlyList<FigureResponse> Figures,
    bool? Attained,
    string? AttainmentReason,
    IReadOnlyList<string> Standards)
{
    public static CityAirResponse Of(CityAir city) => new(
        city.City.Code,
        city.City.Name,
        city.City.NameEn,
        city.City.Province,
        city.Sites.Max(s => s.Origin),
        city.Sites.Count,
        city.ByCategory,
        city.GoodDayShare,
        city.GoodDays,
        city.ValidDays,
        city.WithoutIndex,
        [.. city.Figures.Select(FigureResponse.Of)],
        Attained: null,
        AttainmentReason: city.Figures.All(f => f.Days >= DaysOf(city)) ? "yearly-limits-not-carried" : "too-few-data",
        [.. city.Days.Select(d => d.Verdict.Standard).OfType<string>().Distinct()]);

    private static int DaysOf(CityAir city) => EditionCatalogue.Default.AirStatisticsAt(city.Days[^1].Day)?.MinDaysOfYear ?? int.MaxValue;
}

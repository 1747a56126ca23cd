using Monitoring.Silo.Periods;
using Monitoring.Storage;

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
/// <param name="GoodDayShareDeducted">Percent with the dust days of notices deducted; null where there are none.</param>
/// <param name="CitiesWithShare">The denominator.</param>
/// <param name="CitiesWithoutSite">Names of cities that nothing is stored of.</param>
internal sealed record ProvinceAirResponse(
    string Province, decimal? GoodDayShare, decimal? GoodDayShareDeducted, int GoodDays, int ValidDays, int CitiesWithShare, int Cities, IReadOnlyList<string> CitiesWithoutSite)
{
    public static ProvinceAirResponse Of(ProvinceAir province) => new(
        province.Province,
        province.GoodDayShare,
        province.GoodDayShareDeducted,
        province.Cities.Sum(c => c.GoodDays),
        province.Cities.Sum(c => c.ValidDays),
        province.CitiesWithShare,
        province.Cities.Count + province.CitiesWithoutSite.Count,
        [.. province.CitiesWithoutSite.Select(c => c.Name)]);
}

/// <summary>A city.</summary>
/// <param name="Origin">Simulated as soon as one of its sites is.</param>
/// <param name="ByCategory">Days that are excellent, good, lightly, moderately, heavily and severely polluted.</param>
/// <param name="GoodDayShare">Excellent and good days over valid days, percent, as measured.</param>
/// <param name="ValidDays">Days with an index: the denominator.</param>
/// <param name="WithoutIndex">Days without one, by reason.</param>
/// <param name="DustDeducted">With the dust days of notices deducted; null where there are none.</param>
/// <param name="Attained">Whether all six pollutants meet grade II; null while it cannot be said.</param>
/// <param name="AttainmentReason">Why it cannot be said, such as <c>too-few-data</c>; null when it can.</param>
/// <param name="Attainment">Each pollutant against its limits.</param>
/// <param name="AttainmentByEdition">Against each of the limits that were in force in the range: more than one where they changed.</param>
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
    DeductedResponse? DustDeducted,
    IReadOnlyDictionary<string, int> WithoutIndex,
    IReadOnlyList<FigureResponse> Figures,
    bool? Attained,
    string? AttainmentReason,
    AttainmentResponse Attainment,
    IReadOnlyList<EditionAttainmentResponse> AttainmentByEdition,
    CompositeResponse CompositeIndex,
    string? FiguresCertificateId,
    IReadOnlyList<string> Standards)
{
    public static CityAirResponse Of(CityAir city) => new(
        city.City.Code,
        city.City.Name,
        city.City.NameEn,
        city.City.Province,
        city.Sites.Max(s => s.Origin),
        city.Sites.Count,
        city.Air.ByCategory,
        city.GoodDayShare,
        city.GoodDays,
        city.ValidDays,
        DeductedResponse.Of(city.Air.Shares),
        city.Air.WithoutIndex,
        [.. city.Air.Figures.Select(FigureResponse.Of)],
        city.Air.Judged.Attainment.Attained,
        city.Air.Judged.Attainment.Reason,
        AttainmentResponse.Of(city.Air.Judged),
        [.. city.Air.Judged.ByEdition.Select(EditionAttainmentResponse.Of)],
        CompositeResponse.Of(city.Air.Judged),
        city.Air.Judged.Certificates?.Figures,
        [.. city.Days.Select(d => d.Verdict.Standard).OfType<string>().Distinct()]);
}

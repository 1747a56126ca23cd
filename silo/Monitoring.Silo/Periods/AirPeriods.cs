using Microsoft.Extensions.Options;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>The air of cities and sites by days and longer, from what is stored now.</summary>
public sealed class AirPeriods(IStationRegistry registry, IReadingQueries queries, ICertificateStore certificates, IOptions<AirOptions> options, TimeProvider clock)
{
    private const int PageSize = 1000;

    /// <summary>Every city with a site over the days [from, to]. The certificates of its days are kept before this ends.</summary>
    /// <param name="province">Null takes both provinces of the twin-city circle.</param>
    /// <param name="limits">Judges attainment by these limits on purpose; null takes those in force.</param>
    public async Task<IReadOnlyList<ProvinceAir>> Of(
        DateOnly from, DateOnly to, string? province, AirLimitsEdition? limits = null, CancellationToken cancellationToken = default)
    {
        var issued = new IssuedCertificates(certificates);
        var found = new List<ProvinceAir>();
        var range = new DayRange(from, to);
        foreach (var one in new SectionFilter(province).Provinces)
        {
            var sites = (await MonitoredSections.All(c => registry.List(new StationFilter(one, StationKind.Air), c, PageSize, cancellationToken)))
                .Select(r => r.Station).ToLookup(s => City.OfDistrict(s.DistrictCode));
            var cities = new List<CityAir>();
            foreach (var city in City.Of(one).Where(c => sites[c].Any()))
            {
                var days = await Days([.. sites[city]], city.Code, range, issued, cancellationToken);
                cities.Add(new CityAir(city, [.. sites[city]], await Judge(range, city.Code, days, limits, issued, cancellationToken)));
            }

            found.Add(new ProvinceAir(one, cities, [.. City.Of(one).Where(c => !sites[c].Any())]));
        }

        await issued.Flush(cancellationToken);
        return found;
    }

    /// <summary>One site by itself over the days [from, to].</summary>
    public async Task<IReadOnlyList<CityDay>> OfSite(Station site, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        var issued = new IssuedCertificates(certificates);
        var days = await Days([site], City.OfDistrict(site.DistrictCode)?.Code, new DayRange(from, to), issued, cancellationToken);
        await issued.Flush(cancellationToken);
        return days;
    }

    /// <summary>One site by itself over weeks, months or years.</summary>
    public async Task<IReadOnlyList<AirDays>> OfSite(Station site, IReadOnlyList<Period> periods, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(periods);
        var issued = new IssuedCertificates(certificates);
        var city = City.OfDistrict(site.DistrictCode)?.Code;
        var found = new List<AirDays>();
        foreach (var period in periods)
        {
            var range = new DayRange(period.Date, ChinaTime.DayOf(period.End).AddDays(-1));
            found.Add(await Judge(range, city, await Days([site], city, Begun(range), issued, cancellationToken), null, issued, cancellationToken));
        }

        await issued.Flush(cancellationToken);
        return found;
    }

    private DateOnly Today => ChinaTime.DayOf(clock.GetUtcNow());

    // Days that have not begun are no missing days.
    private DayRange Begun(DayRange range) => range with { To = range.To < Today ? range.To : Today };

    private async Task<AirDays> Judge(
        DayRange range, string? cityCode, IReadOnlyList<CityDay> days, AirLimitsEdition? limits, IssuedCertificates issued, CancellationToken cancellationToken)
    {
        var (judged, evidence) = JudgedDays.Of(range, cityCode, days, limits, isOver: range.To < Today);
        foreach (var certificate in evidence)
        {
            await issued.Issue(certificate, cancellationToken);
        }

        return new AirDays(days, judged, GoodAirDays.Of(range, [.. days.Select(d => new AirDayLevel(d.Day, d.Verdict.Category?.Level))], options.Value.Of(cityCode)));
    }

    private async Task<IReadOnlyList<CityDay>> Days(
        IReadOnlyList<Station> sites, string? cityCode, DayRange range, IssuedCertificates issued, CancellationToken cancellationToken)
    {
        var ofSites = new List<(string Site, Dictionary<DateOnly, IReadOnlyDictionary<AirItem, decimal>> Days)>();
        foreach (var site in sites)
        {
            ofSites.Add((site.Id.Value, SiteDay.Of(site.Rhythm, cityCode, await ReadingsOf(site, range, cancellationToken))));
        }

        var days = new List<CityDay>();
        for (var day = range.From; day <= range.To; day = day.AddDays(1))
        {
            var (judged, certificate) = CityDay.Of(day, cityCode, [.. ofSites.Where(s => s.Days.ContainsKey(day)).Select(s => new AirSiteDay(s.Site, s.Days[day]))]);
            await issued.Issue(certificate, cancellationToken);
            days.Add(judged);
        }

        return days;
    }

    // Instants come by the minute: they are read only for the days of which a site states no hour's mean.
    private async Task<IReadOnlyList<Reading>> ReadingsOf(Station site, DayRange days, CancellationToken cancellationToken)
    {
        var range = new PeriodRange(site.Id, SiteDay.Parameters, ChinaTime.StartOf(days.From), ChinaTime.StartOf(days.To.AddDays(1)), ReadingKind.Mean);
        var readings = (await queries.PeriodReadings(range, cancellationToken)).Where(r => r.Key.Length == TimeSpan.FromHours(1)).ToList();
        var stated = readings.Select(r => ChinaTime.DayOf(r.Key.Start)).ToHashSet();
        if (stated.Count == 0)
        {
            return await queries.PeriodReadings(range with { Kind = ReadingKind.Instant }, cancellationToken);
        }

        for (var day = days.From; day <= days.To; day = day.AddDays(1))
        {
            if (!stated.Contains(day))
            {
                var ofDay = range with { From = ChinaTime.StartOf(day), To = ChinaTime.StartOf(day.AddDays(1)), Kind = ReadingKind.Instant };
                readings.AddRange(await queries.PeriodReadings(ofDay, cancellationToken));
            }
        }

        return readings;
    }
}

using Monitoring.Compliance.Air;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>The air of cities and sites by days, from what is stored now.</summary>
public sealed class AirPeriods(IStationRegistry registry, IReadingQueries queries, ICertificateStore certificates)
{
    private const int PageSize = 1000;

    /// <summary>Every city with a site over the days [from, to]. The certificates of its days are kept before this ends.</summary>
    /// <param name="province">Null takes both provinces of the twin-city circle.</param>
    public async Task<IReadOnlyList<ProvinceAir>> Of(DateOnly from, DateOnly to, string? province, CancellationToken cancellationToken = default)
    {
        var issued = new IssuedCertificates(certificates);
        var found = new List<ProvinceAir>();
        foreach (var one in new SectionFilter(province).Provinces)
        {
            var sites = (await MonitoredSections.All(c => registry.List(new StationFilter(one, StationKind.Air), c, PageSize, cancellationToken)))
                .Select(r => r.Station).ToLookup(s => City.OfDistrict(s.DistrictCode));
            var cities = new List<CityAir>();
            foreach (var city in City.Of(one).Where(c => sites[c].Any()))
            {
                cities.Add(new CityAir(city, [.. sites[city]], await Days([.. sites[city]], city.Code, from, to, issued, cancellationToken)));
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
        var days = await Days([site], City.OfDistrict(site.DistrictCode)?.Code, from, to, issued, cancellationToken);
        await issued.Flush(cancellationToken);
        return days;
    }

    private async Task<IReadOnlyList<CityDay>> Days(
        IReadOnlyList<Station> sites, string? cityCode, DateOnly from, DateOnly to, IssuedCertificates issued, CancellationToken cancellationToken)
    {
        var ofSites = new List<Dictionary<DateOnly, IReadOnlyDictionary<AirItem, decimal>>>();
        foreach (var site in sites)
        {
            ofSites.Add(SiteDay.Of(site.Rhythm, await ReadingsOf(site, from, to, cancellationToken)));
        }

        var days = new List<CityDay>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var (judged, certificate) = CityDay.Of(day, cityCode, [.. ofSites.Where(s => s.ContainsKey(day)).Select(s => s[day])]);
            await issued.Issue(certificate, cancellationToken);
            days.Add(judged);
        }

        return days;
    }

    // Instants come by the minute: they are read only for the days of which a site states no hour's mean.
    private async Task<IReadOnlyList<Reading>> ReadingsOf(Station site, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var range = new PeriodRange(site.Id, SiteDay.Parameters, ChinaTime.StartOf(from), ChinaTime.StartOf(to.AddDays(1)), ReadingKind.Mean);
        var readings = (await queries.PeriodReadings(range, cancellationToken)).Where(r => r.Key.Length == TimeSpan.FromHours(1)).ToList();
        var stated = readings.Select(r => ChinaTime.DayOf(r.Key.Start)).ToHashSet();
        if (stated.Count == 0)
        {
            return await queries.PeriodReadings(range with { Kind = ReadingKind.Instant }, cancellationToken);
        }

        for (var day = from; day <= to; day = day.AddDays(1))
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

using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>Which sections a question is about.</summary>
/// <param name="Province">Null takes both provinces of the twin-city circle; sections of others are never among them.</param>
/// <param name="River">Name of the river; null takes all.</param>
public sealed record SectionFilter(string? Province = null, string? River = null)
{
    public IReadOnlyList<string> Provinces => Province is { } one ? [one] : [Storage.Province.Chongqing, Storage.Province.Sichuan];
}

/// <summary>The registry as sections with their stations.</summary>
public static class MonitoredSections
{
    private const int PageSize = 1000;

    /// <summary>By province, then by id.</summary>
    public static async Task<IReadOnlyList<MonitoredSection>> Monitored(this IStationRegistry registry, SectionFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(filter);
        var stations = (await All(c => registry.List(new StationFilter(Kind: StationKind.Water), c, PageSize, cancellationToken)))
            .Select(r => r.Station).Where(s => s.SectionId is not null).ToLookup(s => s.SectionId!);
        var found = new List<MonitoredSection>();
        foreach (var province in filter.Provinces)
        {
            var sections = await All(c => registry.ListSections(province, filter.River, c, PageSize, cancellationToken));
            found.AddRange(sections.Select(s => new MonitoredSection(s, [.. stations[s.Id]])));
        }

        return found;
    }

    /// <summary>The section of one station with every station that measures for it; null for a station without a section.</summary>
    public static async Task<MonitoredSection?> SectionOf(this IStationRegistry registry, RegisteredStation station, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(station);
        if (station.Section is not { } section)
        {
            return null;
        }

        var stations = await All(c => registry.List(new StationFilter(Kind: StationKind.Water, River: section.River), c, PageSize, cancellationToken));
        return new MonitoredSection(section, [.. stations.Select(s => s.Station).Where(s => s.SectionId == section.Id)]);
    }

    internal static async Task<IReadOnlyList<T>> All<T>(Func<string?, Task<Page<T>>> page)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var next = await page(cursor);
            all.AddRange(next.Items);
            cursor = next.Cursor;
        }
        while (cursor is not null);
        return all;
    }
}

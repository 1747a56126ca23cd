using Monitoring.Contracts;

namespace Monitoring.Storage;

/// <summary>A station with the section it measures for.</summary>
public sealed record RegisteredStation(Station Station, Section? Section);

/// <summary>Which stations to list; null takes all.</summary>
/// <param name="Province"><see cref="Storage.Province"/>.</param>
/// <param name="Kind">What they watch.</param>
/// <param name="River">Name of the section's river.</param>
/// <param name="Text">Part of id, MN or a name, any case.</param>
public sealed record StationFilter(string? Province = null, StationKind? Kind = null, string? River = null, string? Text = null);

/// <summary>The stations and sections. Lists are ordered by id; a cursor is opaque to callers.</summary>
public interface IStationRegistry
{
    Task<RegisteredStation?> Find(StationId id, CancellationToken cancellationToken = default);

    Task<Section?> FindSection(string id, CancellationToken cancellationToken = default);

    Task<Page<RegisteredStation>> List(StationFilter filter, string? cursor, int limit, CancellationToken cancellationToken = default);

    Task<Page<Section>> ListSections(string? province, string? river, string? cursor, int limit, CancellationToken cancellationToken = default);

    /// <summary>Enters or replaces a station. Durable when it returns. A section it names must exist.</summary>
    Task Upsert(Station station, CancellationToken cancellationToken = default);

    /// <summary>
    /// Enters those stations that are not there, with the sections that are not there; what is there stays as it is. All or none;
    /// durable when it returns.
    /// </summary>
    /// <returns>How many were entered.</returns>
    Task<int> EnterAbsent(IReadOnlyCollection<RegisteredStation> stations, CancellationToken cancellationToken = default);

    /// <summary>Enters or replaces a section with all its targets. Durable when it returns.</summary>
    Task Upsert(Section section, CancellationToken cancellationToken = default);
}

using Monitoring.Contracts;

namespace Monitoring.Storage.Series;

/// <summary>One version of a reading, with the station it is of.</summary>
public sealed record SeriesPoint(StationId Station, StoredReading Version);

/// <summary>A version that a series store will never take, and why.</summary>
public sealed record RejectedPoint(SeriesPoint Point, string Reason);

/// <summary>
/// Readings as a raw series and nothing else: what corrections, verdicts and alerts follow from stays in the state store. Writes are
/// idempotent, and neither order nor repeats matter: the current version of a key is that of the greatest origin. A series that keeps no
/// other version cannot tell an older one that comes in a later write; its one writer sends what is current then (<see cref="ISeriesOutbox"/>).
/// </summary>
public interface ISeriesStore
{
    /// <summary>Takes versions in any order, any of them again; ends once they are taken.</summary>
    /// <returns>Those it never will take; the others are stored.</returns>
    /// <exception cref="StoreUnavailableException">The same write may succeed later.</exception>
    Task<IReadOnlyList<RejectedPoint>> Write(IReadOnlyCollection<SeriesPoint> points, CancellationToken cancellationToken = default);

    /// <summary>Readings whose start lies in the range, by time; each with its current version and the others that are kept, newest origin first.</summary>
    Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken = default);
}

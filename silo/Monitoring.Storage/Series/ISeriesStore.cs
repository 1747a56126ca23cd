using Monitoring.Contracts;

namespace Monitoring.Storage.Series;

/// <summary>One version of a reading, with the station it is of.</summary>
public sealed record SeriesPoint(StationId Station, StoredReading Version);

/// <summary>A version that a series store will never take, and why.</summary>
public sealed record RejectedPoint(SeriesPoint Point, string Reason);

/// <param name="Rejected">Versions that it never will take; the others are stored.</param>
/// <param name="IsInDoubt">
/// True when a request on the way got no answer that settles it: the server may carry it out later, over what is written from now on.
/// </param>
public sealed record SeriesAnswer(IReadOnlyList<RejectedPoint> Rejected, bool IsInDoubt = false);

/// <summary>
/// Readings as a raw series and nothing else: what corrections, verdicts and alerts follow from stays in the state store. Writes are
/// idempotent, and neither order nor repeats matter: the current version of a key is that of the greatest origin. A series that keeps no
/// other version cannot tell an older one that comes in a later write; its one writer sends what is current then (<see cref="ISeriesOutbox"/>).
/// </summary>
public interface ISeriesStore
{
    /// <summary>Takes versions in any order, any of them again; ends once they are taken.</summary>
    /// <exception cref="StoreUnavailableException">The same write may succeed later. What was asked for is in doubt until then.</exception>
    Task<SeriesAnswer> Write(IReadOnlyCollection<SeriesPoint> points, CancellationToken cancellationToken = default);

    /// <summary>Readings whose start lies in the range, by time; each with its current version and the others that are kept, newest origin first.</summary>
    Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken = default);
}

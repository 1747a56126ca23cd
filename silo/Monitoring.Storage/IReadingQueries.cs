using Monitoring.Contracts;

namespace Monitoring.Storage;

/// <summary>Readings of one parameter whose start lies in [From, To).</summary>
/// <param name="Kind">Null takes instants and means.</param>
public sealed record ReadingRange(StationId Station, ParameterCode Parameter, DateTimeOffset From, DateTimeOffset To, ReadingKind? Kind = null);

/// <summary>Readings of some parameters whose start lies in [From, To).</summary>
/// <param name="Kind">Null takes instants and means.</param>
public sealed record PeriodRange(
    StationId Station, IReadOnlyCollection<ParameterCode> Parameters, DateTimeOffset From, DateTimeOffset To, ReadingKind? Kind = null);

/// <summary>What has been received from a gateway.</summary>
/// <param name="Highest">Greatest sequence seen.</param>
/// <param name="Gaps">Runs below it that never came.</param>
public sealed record GatewayProgress(string GatewayId, long Highest, IReadOnlyList<SequenceRange> Gaps);

/// <summary>
/// Reads what is committed, on connections of its own. Lists are ordered by time; cursors are opaque and stay valid
/// while rows arrive.
/// </summary>
public interface IReadingQueries
{
    /// <summary>The newest value per parameter; empty for an unknown station.</summary>
    Task<IReadOnlyList<LatestReading>> Latest(StationId station, CancellationToken cancellationToken = default);

    Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken = default);

    /// <summary>The current readings of a range, whole and by time: what the verdict of a period is made from.</summary>
    Task<IReadOnlyList<Reading>> PeriodReadings(PeriodRange range, CancellationToken cancellationToken = default);

    Task<Page<Aggregate>> Aggregates(ReadingRange range, AggregateResolution resolution, string? cursor, int limit, CancellationToken cancellationToken = default);

    /// <summary>The newest verdict of each station that has one.</summary>
    Task<IReadOnlyDictionary<StationId, StoredVerdict>> LatestVerdicts(IReadOnlyCollection<StationId> stations, CancellationToken cancellationToken = default);

    Task<Page<StoredVerdict>> Verdicts(StationId station, VerdictKind kind, DateTimeOffset from, DateTimeOffset to, string? cursor, int limit, CancellationToken cancellationToken = default);

    /// <summary>The verdict of the time that a certificate is about; its evidence may be another one by now. Null for ids that nobody ever saw.</summary>
    Task<StoredVerdict?> FindVerdict(string certificateId, CancellationToken cancellationToken = default);

    /// <summary>The full document of a certificate whose inputs were corrected later; null when none was superseded under this id.</summary>
    Task<string?> FindSupersededCertificate(string certificateId, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<GatewayProgress>> Gateways(CancellationToken cancellationToken = default);
}

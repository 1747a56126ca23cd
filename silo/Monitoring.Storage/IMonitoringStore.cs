using Monitoring.Storage.Alerts;
using Monitoring.Storage.Series;

namespace Monitoring.Storage;

/// <summary>
/// Everything durable of the backend. One process owns the stations in it; others may stand beside it, read everything, and write what is
/// their own (users, tokens, audit, issued certificates).
/// </summary>
public interface IMonitoringStore : IAsyncDisposable
{
    IStationRegistry Registry { get; }

    IStationStore Stations { get; }

    IReadingQueries Queries { get; }

    IAlertStore Alerts { get; }

    ICertificateStore Certificates { get; }

    IRetention Retention { get; }

    IUserStore Users { get; }

    IAuditTrail Audit { get; }

    /// <summary>What a raw series beside this store has still to be told.</summary>
    ISeriesOutbox Outbox { get; }

    /// <summary>Asks the writing connection itself: it waits for its turn, and fails where a write would.</summary>
    Task<StoreStatus> Status(CancellationToken cancellationToken = default);
}

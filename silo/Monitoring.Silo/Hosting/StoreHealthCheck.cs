using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.Silo.Grains;
using Monitoring.Storage;
using Monitoring.Storage.Sqlite;

namespace Monitoring.Silo.Hosting;

/// <summary>Ready when the writing connection answers as it was set up: the store is open, migrated and syncs every commit.</summary>
internal sealed class StoreHealthCheck(SqliteMonitoringStore store, InProcessStationHost stations) : IHealthCheck
{
    public const string ReadyTag = "ready";

    private const int SynchronousFull = 2;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            var status = await store.Status(cancellationToken);
            var facts = new Dictionary<string, object>
            {
                ["schema"] = status.SchemaVersion,
                ["journalMode"] = status.JournalMode,
                ["synchronous"] = status.Synchronous,
                ["commits"] = status.Commits,
                ["activeStations"] = stations.ActiveStations,
            };
            return status is { JournalMode: "wal", Synchronous: SynchronousFull }
                ? stations.SweepFailure is { } failure
                    ? HealthCheckResult.Degraded($"the last sweep of the stations failed: {failure.Message}", failure, facts)
                    : HealthCheckResult.Healthy(data: facts)
                : HealthCheckResult.Unhealthy($"the store runs with journal {status.JournalMode} and synchronous {status.Synchronous}", data: facts);
        }
        catch (Exception e) when (StoreFault.IsOfTheStore(e))
        {
            return HealthCheckResult.Unhealthy($"the store does not answer: {e.Message}", e);
        }
    }
}

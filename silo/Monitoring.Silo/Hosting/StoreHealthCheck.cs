using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.Storage;
using Monitoring.Storage.Sqlite;

namespace Monitoring.Silo.Hosting;

/// <summary>Ready when the writing connection answers as it was set up: the store is open, migrated and syncs every commit.</summary>
internal sealed class StoreHealthCheck(SqliteMonitoringStore store) : IHealthCheck
{
    private const int SynchronousFull = 2;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            var status = await store.Status(cancellationToken);
            return status is { JournalMode: "wal", Synchronous: SynchronousFull }
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"the store runs with journal {status.JournalMode} and synchronous {status.Synchronous}");
        }
        catch (Exception e) when (StoreFault.IsOfTheStore(e))
        {
            return HealthCheckResult.Unhealthy($"the store does not answer: {e.Message}", e);
        }
    }
}

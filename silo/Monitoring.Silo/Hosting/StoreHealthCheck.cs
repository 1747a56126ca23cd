using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.Storage;

namespace Monitoring.Silo.Hosting;

/// <summary>Ready when the writing connection answers as it was set up: the store is open, migrated and syncs every commit.</summary>
internal sealed class StoreHealthCheck(IMonitoringStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            var status = await store.Status(cancellationToken);
            return status.SyncsEveryCommit
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"the store does not sync every commit: {status.Durability}");
        }
        catch (Exception e) when (StoreFault.IsOfTheStore(e))
        {
            return HealthCheckResult.Unhealthy($"the store does not answer: {e.Message}", e);
        }
    }
}

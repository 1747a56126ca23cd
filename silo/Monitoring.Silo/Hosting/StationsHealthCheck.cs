using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.Silo.Grains;

namespace Monitoring.Silo.Hosting;

/// <summary>A sweep that failed is tried again by the clock, and somebody should look.</summary>
internal sealed class StationsHealthCheck(InProcessStationHost stations) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(
        stations.SweepFailure is { } failure
            ? HealthCheckResult.Degraded($"the last sweep of the stations failed: {failure.Message}", failure)
            : HealthCheckResult.Healthy());
}

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Monitoring.Silo.Remote;

/// <summary>The silo is there: its events are heard.</summary>
internal sealed class SiloHealthCheck(RemoteFeed feed) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(
        feed.Failure is { } failure ? HealthCheckResult.Unhealthy(failure) : HealthCheckResult.Healthy());
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Series;

/// <summary>A series that does not follow, or refuses readings, needs somebody to look; the system works without it.</summary>
internal sealed class SeriesHealthCheck(SeriesStatus status, IOptions<SeriesOptions> options, TimeProvider clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var backlog = status.Backlog;
        return Task.FromResult(status switch
        {
            { Failure: { } failure } => HealthCheckResult.Degraded(
                $"the raw series does not follow since {failure.Since:u}: {failure.Reason}; {backlog.Waiting} messages wait, the oldest for {status.LagAt(clock.GetUtcNow()).TotalSeconds:F0} s"),
            _ when backlog.OwesCopy => HealthCheckResult.Degraded(
                $"the series server refused more readings than {SeriesOptions.Section}:MaxParked; {backlog.Parked} are parked, and the next start or series --again copies everything anew; the latest: {backlog.Reason}"),
            _ when backlog.Parked > options.Value.ParkedToWarn => HealthCheckResult.Degraded(
                $"the series server refused {backlog.Parked} readings, which are parked, of at most {options.Value.MaxParked} ({SeriesOptions.Section}:MaxParked); the latest: {backlog.Reason}"),
            _ when backlog.Parked > 0 => HealthCheckResult.Degraded($"the series server refused {backlog.Parked} readings, which are parked; the latest: {backlog.Reason}"),
            _ => HealthCheckResult.Healthy(),
        });
    }
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;

namespace Monitoring.Silo.Orleans.Feed;

/// <summary>Does the sweeps of this silo and tells when one failed, or when none has come for long.</summary>
internal sealed class SweepWatch(SilenceSweep silence, IOptions<SiloOptions> options, TimeProvider clock) : IHealthCheck
{
    // A reminder may miss a tick while silos come and go.
    private const int SweepsMissed = 5;

    private readonly SemaphoreSlim looking = new(1);
    private DateTimeOffset lookedAt = clock.GetUtcNow();
    private Exception? failure;

    public async Task Look()
    {
        await looking.WaitAsync();
        try
        {
            await silence.Run();
            failure = null;
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            lookedAt = clock.GetUtcNow();
            looking.Release();
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(
        failure is { } reason ? HealthCheckResult.Degraded($"the last sweep of the stations failed: {reason.Message}", reason)
        : clock.GetUtcNow() - lookedAt > options.Value.SweepEvery * SweepsMissed ? HealthCheckResult.Degraded($"the cluster has not swept the stations since {lookedAt:O}")
        : HealthCheckResult.Healthy());
}

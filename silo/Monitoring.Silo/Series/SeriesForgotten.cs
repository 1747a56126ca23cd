using Microsoft.Extensions.Hosting;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Series;

/// <summary>A silo that is told to have no raw series: what was noted for one would grow for nobody.</summary>
internal sealed class SeriesForgotten(ISeriesOutbox outbox) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => outbox.Forget(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

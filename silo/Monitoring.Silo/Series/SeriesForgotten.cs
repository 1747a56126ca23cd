using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Series;

/// <summary>A silo that is told to have no raw series: what was noted for one would grow for nobody. Unless another silo on the store tells it.</summary>
internal sealed partial class SeriesForgotten(ISeriesOutbox outbox, string holder, TimeProvider clock, ILogger<SeriesForgotten> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await outbox.Forget(holder, clock.GetUtcNow(), cancellationToken))
        {
            Left(log);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "this silo has no raw series, but another one on the store tells one, which goes on: give all silos on a store the same Storage:Series")]
    private static partial void Left(ILogger log);
}

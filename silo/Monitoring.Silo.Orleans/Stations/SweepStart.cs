using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Silo.Orleans.Feed;

namespace Monitoring.Silo.Orleans.Stations;

/// <summary>Asks the cluster to sweep, as soon as it can be asked: while a silo has just died that may take a while, and no start waits for it.</summary>
internal sealed partial class SweepStart(IGrainFactory grains, SweepWatch watch, ILogger<SweepStart> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await watch.Look();
                await grains.GetGrain<ISweepGrain>(0).Begin().WaitAsync(stoppingToken);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                NotYet(log, e.Message);
            }

            // Real time, as everything that the cluster waits by.
            await Task.Delay(Pause, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the sweep of the stations cannot begin yet: {Reason}")]
    private static partial void NotYet(ILogger log, string reason);
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Silo.Http;

namespace Monitoring.Silo.Orleans.Feed;

/// <summary>Tells the other silos what happened at the stations of this one. One that could not be told hears that it missed something with what comes next.</summary>
internal sealed partial class FeedRelay(ClusterFeed feed, SiloListeners silos, ILogger<FeedRelay> log) : BackgroundService
{
    // Bounds a message between silos; the rest goes with the next one.
    private const int MostLines = 500;

    private readonly HashSet<SiloAddress> behind = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await feed.Outgoing.WaitToReadAsync(stoppingToken))
            {
                var lines = TakeWaiting();
                var others = silos.Others.ToArray();
                if (feed.TakeLoss())
                {
                    behind.UnionWith(others);
                }

                behind.IntersectWith(others);
                var told = await Task.WhenAll(others.Select(s => Tell(s, lines, behind.Contains(s))));
                foreach (var (silo, hasHeard) in others.Zip(told))
                {
                    _ = hasHeard ? behind.Remove(silo) : behind.Add(silo);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the silo.
        }
    }

    private byte[][] TakeWaiting()
    {
        var lines = new List<byte[]>();
        while (lines.Count < MostLines && feed.Outgoing.TryRead(out var happened))
        {
            lines.Add(FeedLine.Of(0, happened).Write());
        }

        return [.. lines];
    }

    private async Task<bool> Tell(SiloAddress silo, byte[][] lines, bool hasMissed)
    {
        try
        {
            await silos.At(silo).Hear(lines, hasMissed);
            return true;
        }
        catch (Exception e)
        {
            NotTold(log, silo.ToString(), e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "silo {Silo} did not hear the events of this one: {Reason}")]
    private static partial void NotTold(ILogger log, string silo, string reason);
}

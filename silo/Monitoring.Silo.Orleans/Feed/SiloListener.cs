using System.Text;
using Microsoft.Extensions.Logging;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Http;
using OwnSilo = Orleans.Runtime.Silo;

namespace Monitoring.Silo.Orleans.Feed;

/// <summary>Hands what other silos tell to the listeners of this one.</summary>
internal sealed class SiloListener(GrainId id, OwnSilo silo, ILoggerFactory logs, StationFeed feed, SweepWatch watch, TimeProvider clock)
    : GrainService(id, silo, logs), ISiloListener
{
    public Task Hear(byte[][] lines, bool hasMissed)
    {
        if (hasMissed)
        {
            feed.Publish(new EventsMissed(clock.GetUtcNow()));
        }

        foreach (var line in lines)
        {
            if (FeedLine.Read(Encoding.UTF8.GetString(line))?.ToEvent() is { } happened)
            {
                feed.Publish(happened);
            }
        }

        return Task.CompletedTask;
    }

    public Task Look() => watch.Look();
}

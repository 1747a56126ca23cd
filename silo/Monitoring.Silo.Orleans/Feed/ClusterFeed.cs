using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Hosting;

namespace Monitoring.Silo.Orleans.Feed;

/// <summary>Where the stations of this silo put what happened: for its own listeners at once, for those of the other silos on the way to them.</summary>
internal sealed class ClusterFeed : IStationEventSink
{
    private readonly StationFeed own;
    private readonly SiloListeners silos;
    private readonly Channel<FeedEvent> outgoing;
    private int hasLost;

    public ClusterFeed(StationFeed own, SiloListeners silos, IOptions<SiloOptions> options)
    {
        this.own = own;
        this.silos = silos;
        outgoing = Channel.CreateBounded<FeedEvent>(
            new BoundedChannelOptions(options.Value.FeedCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Exchange(ref hasLost, 1));
    }

    /// <summary>Nobody knows who listens elsewhere.</summary>
    public bool IsHeard => own.IsHeard || silos.All.Count > 1;

    public ChannelReader<FeedEvent> Outgoing => outgoing.Reader;

    /// <summary>True once after the others were too slow.</summary>
    public bool TakeLoss() => Interlocked.Exchange(ref hasLost, 0) == 1;

    public void Publish(FeedEvent happened)
    {
        own.Publish(happened);
        outgoing.Writer.TryWrite(happened);
    }
}

using System.Threading.Channels;

namespace Monitoring.Silo.Hosting;

/// <summary>Where stations put what happened, after its commit.</summary>
public interface IStationEventSink
{
    /// <summary>False when nobody listens: then an event need not even be made.</summary>
    bool IsHeard { get; }

    /// <summary>Never waits.</summary>
    void Publish(FeedEvent happened);
}

/// <summary>Hands each event to every listener's own bounded queue.</summary>
public sealed class StationFeed(int capacity) : IStationFeed, IStationEventSink
{
    private readonly Lock gate = new();
    private Listener[] listeners = [];

    public bool IsHeard => Volatile.Read(ref listeners).Length > 0;

    public FeedSubscription Subscribe()
    {
        var listener = new Listener(this, capacity);
        lock (gate)
        {
            Volatile.Write(ref listeners, [.. listeners, listener]);
        }

        return listener;
    }

    public void Publish(FeedEvent happened)
    {
        foreach (var listener in Volatile.Read(ref listeners))
        {
            listener.Offer(happened);
        }
    }

    private void Remove(Listener listener)
    {
        lock (gate)
        {
            Volatile.Write(ref listeners, [.. listeners.Where(l => l != listener)]);
        }
    }

    private sealed class Listener : FeedSubscription
    {
        private readonly StationFeed feed;
        private readonly Channel<FeedEvent> events;
        private long missed;

        public Listener(StationFeed feed, int capacity)
        {
            this.feed = feed;
            events = Channel.CreateBounded<FeedEvent>(
                new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest },
                _ => Interlocked.Increment(ref missed));
        }

        public override ChannelReader<FeedEvent> Events => events.Reader;

        public override long Missed => Interlocked.Read(ref missed);

        public void Offer(FeedEvent happened) => events.Writer.TryWrite(happened);

        public override void Dispose()
        {
            feed.Remove(this);
            events.Writer.TryComplete();
        }
    }
}

using System.Threading.Channels;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Hosting;

/// <summary>What a listener hears.</summary>
public abstract record FeedEvent(DateTimeOffset At);

/// <summary>Events were lost on the way to every listener of this process: what they show may be old until they read it again.</summary>
public sealed record EventsMissed(DateTimeOffset At) : FeedEvent(At);

/// <summary>Something that happened at a station and is committed.</summary>
public abstract record StationEvent(StationId Station, DateTimeOffset At) : FeedEvent(At);

/// <summary>New or corrected current values.</summary>
/// <param name="Parameters">Whose values they are, each once.</param>
public sealed record ReadingsArrived(StationId Station, DateTimeOffset At, IReadOnlyList<ParameterCode> Parameters) : StationEvent(Station, At);

/// <summary>The newest verdict of a station is another one than before.</summary>
public sealed record VerdictChanged(StationId Station, DateTimeOffset At, StoredVerdict? Before, StoredVerdict After) : StationEvent(Station, At);

/// <summary>A station that should have delivered did not, or delivers again.</summary>
/// <param name="Since">When a silent station last delivered, or was entered; null when it delivers again.</param>
public sealed record SilenceChanged(StationId Station, DateTimeOffset At, bool IsSilent, DateTimeOffset? LastReceivedAt, DateTimeOffset? Since = null) : StationEvent(Station, At);

/// <summary>An alert was raised, changed or resolved, or somebody did something to it.</summary>
public sealed record AlertChanged(StationId Station, DateTimeOffset At, string AlertId) : StationEvent(Station, At);

/// <summary>
/// The committed events of this process, for listeners that may miss some: a listener that does not keep up loses the
/// oldest events (<see cref="FeedSubscription.Missed"/> counts them) and never delays a station.
/// </summary>
public interface IStationFeed
{
    FeedSubscription Subscribe();
}

/// <summary>One listener's queue; dispose it to leave.</summary>
public abstract class FeedSubscription : IDisposable
{
    public abstract ChannelReader<FeedEvent> Events { get; }

    public abstract long Missed { get; }

    public abstract void Dispose();
}

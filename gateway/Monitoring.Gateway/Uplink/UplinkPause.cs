namespace Monitoring.Gateway.Uplink;

/// <summary>Pauses between batches that grow while nothing gets through.</summary>
internal sealed class UplinkPause(UplinkOptions options, TimeProvider clock)
{
    private TimeSpan next = options.FirstPause;

    /// <summary>What the backend asks for, but never so long that a mistake there stops the gateway for good.</summary>
    public static TimeSpan Bounded(TimeSpan asked, UplinkOptions options) => asked < options.FirstPause ? options.FirstPause : asked > options.MaxPause ? options.MaxPause : asked;

    public void Reset() => next = options.FirstPause;

    public Task Wait(TimeSpan? asked, CancellationToken cancellationToken)
    {
        var pause = asked is { } time ? Bounded(time, options) : next;
        next = Bounded(next * 2, options);
        return Task.Delay(pause, clock, cancellationToken);
    }
}

namespace Monitoring.Gateway.Uplink;

/// <summary>Pauses between batches that grow while nothing gets through.</summary>
internal sealed class UplinkPause(UplinkOptions options, TimeProvider clock)
{
    private const int MostDoublings = 20;

    private TimeSpan next = options.FirstPause;

    /// <summary>What the backend asks for, but never so long that a mistake there stops the gateway for good.</summary>
    public static TimeSpan Bounded(TimeSpan asked, UplinkOptions options) => asked < options.FirstPause ? options.FirstPause : asked > options.MaxPause ? options.MaxPause : asked;

    /// <summary>After so many failed attempts of one batch before this one. Gateways that lost the backend together do not come back in step.</summary>
    public static TimeSpan AfterAttempt(int attempt, UplinkOptions options) =>
        Bounded(options.FirstPause * Math.Pow(2, Math.Min(attempt, MostDoublings)), options) * (0.5 + (Random.Shared.NextDouble() / 2));

    public void Reset() => next = options.FirstPause;

    /// <summary>The next pause, which the caller waits out in its own way.</summary>
    public TimeSpan Grow()
    {
        var pause = next;
        next = Bounded(next * 2, options);
        return pause;
    }

    public Task Wait(TimeSpan? asked, CancellationToken cancellationToken)
    {
        var grown = Grow();
        return Task.Delay(asked is { } time ? Bounded(time, options) : grown, clock, cancellationToken);
    }
}

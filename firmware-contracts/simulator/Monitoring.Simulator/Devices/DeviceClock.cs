namespace Monitoring.Simulator.Devices;

/// <summary>
/// The clock of the simulated devices. At speed 1 it is the real one. Faster, it starts in the past and runs until it has
/// caught up with the real time, then keeps it: no device ever reports from the future.
/// </summary>
public sealed class DeviceClock
{
    private readonly TimeProvider real;
    private readonly double speed;
    private readonly DateTimeOffset realStart;

    public DeviceClock(TimeProvider timeProvider, double times, TimeSpan behind)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        real = timeProvider;
        speed = times;
        realStart = timeProvider.GetUtcNow();
        Start = realStart - behind;
    }

    /// <summary>Device time when the run began.</summary>
    public DateTimeOffset Start { get; }

    public DateTimeOffset Now => real.GetUtcNow() is var now && Accelerated(now) is var device && device < now ? device : now;

    public bool HasCaughtUp => real.GetUtcNow() is var now && Accelerated(now) >= now;

    /// <summary>Waits until the devices' clock shows a time.</summary>
    public async Task WaitUntil(DateTimeOffset deviceTime, CancellationToken cancellationToken)
    {
        var accelerated = realStart + ((deviceTime - Start) / speed);
        var due = accelerated > deviceTime ? accelerated : deviceTime;
        for (var wait = due - real.GetUtcNow(); wait > TimeSpan.Zero; wait = due - real.GetUtcNow())
        {
            // Timers end a little early, and a machine may sleep.
            var step = wait < TimeSpan.FromMinutes(10) ? wait : TimeSpan.FromMinutes(10);
            await Task.Delay(step > TimeSpan.FromMilliseconds(1) ? step : TimeSpan.FromMilliseconds(1), real, cancellationToken);
        }
    }

    // The real time is read once for a comparison: it moves on between two readings.
    private DateTimeOffset Accelerated(DateTimeOffset now) => Start + ((now - realStart) * speed);
}

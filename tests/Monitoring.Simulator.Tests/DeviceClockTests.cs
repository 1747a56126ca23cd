using Monitoring.Simulator.Devices;
using Monitoring.Testing;

namespace Monitoring.Simulator.Tests;

public sealed class DeviceClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private readonly ManualTimeProvider time = new(Start);

    [Fact]
    public void At_speed_one_it_is_the_real_clock()
    {
        var clock = new DeviceClock(time, 1, TimeSpan.Zero);
        time.Advance(TimeSpan.FromHours(3));
        clock.Now.ShouldBe(Start.AddHours(3));
        clock.HasCaughtUp.ShouldBeTrue();
    }

    [Fact]
    public void Faster_it_starts_in_the_past_and_never_runs_ahead()
    {
        var clock = new DeviceClock(time, 61, TimeSpan.FromHours(24));
        clock.Now.ShouldBe(Start.AddHours(-24));
        time.Advance(TimeSpan.FromMinutes(12));
        clock.Now.ShouldBe(Start.AddHours(-24).AddMinutes(12 * 61));
        clock.HasCaughtUp.ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(60));
        clock.Now.ShouldBe(time.GetUtcNow());
        clock.HasCaughtUp.ShouldBeTrue();
    }

    [Fact]
    public async Task Waiting_for_device_time_ends_when_the_device_clock_shows_it()
    {
        var clock = new DeviceClock(time, 60, TimeSpan.FromHours(24));
        var wait = clock.WaitUntil(clock.Start.AddHours(1), CancellationToken.None);
        await Eventually.True(() => time.WaitingTimers == 1);
        time.Advance(TimeSpan.FromSeconds(59));
        wait.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Ends(wait);
        clock.Now.ShouldBe(clock.Start.AddHours(1));
    }

    [Fact]
    public void At_speed_1_it_has_caught_up_although_the_real_time_moves_on_while_it_is_asked() =>
        new DeviceClock(new MovingTime(), 1, TimeSpan.Zero).HasCaughtUp.ShouldBeTrue();

    /// <summary>Moves on a little at each reading, as the system's clock does.</summary>
    private sealed class MovingTime : TimeProvider
    {
        private long readings;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromMilliseconds(Interlocked.Increment(ref readings));
    }
}

namespace Monitoring.Simulator.Devices;

/// <summary>How patient a device is (HJ 212-2017: 10 s and 3 repeats on radio links).</summary>
public sealed record RetryRules
{
    /// <summary>How long a device waits for its acknowledgement.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it repeats before the exchange ends.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>First pause after a lost connection or an exchange without an answer; doubled each time.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan Pause(int failures) =>
        failures < 1 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures - 1, 20)));
}

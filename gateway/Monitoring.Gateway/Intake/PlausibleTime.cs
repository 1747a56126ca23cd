namespace Monitoring.Gateway.Intake;

/// <summary>Which times a device can mean: none before this system's kind of station existed, none from a wrong clock's future.</summary>
internal static class PlausibleTime
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool Is(DateTimeOffset time, DateTimeOffset now, IntakeOptions options) => time >= Earliest && time <= now + options.MaxClockAhead;
}

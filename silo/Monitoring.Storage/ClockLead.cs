namespace Monitoring.Storage;

/// <summary>
/// How far a device's clock may run ahead before its values stop counting as the newest. They are kept and judged at
/// the time they state; they only do not hide the present until the year 2099.
/// </summary>
public static class ClockLead
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    /// <summary>True when a value of <paramref name="candidate"/> is to be shown before one of <paramref name="shown"/>.</summary>
    public static bool IsNewer(DateTimeOffset candidate, DateTimeOffset shown, DateTimeOffset now)
    {
        var isCredible = candidate <= now + Tolerance;
        return isCredible == shown <= now + Tolerance ? candidate > shown : isCredible;
    }
}

namespace Monitoring.Simulator.Scripts;

/// <summary>Something that happens at one station: values are drawn to what the script says and back.</summary>
/// <param name="Station">Station id or MN.</param>
/// <param name="From">First moment.</param>
/// <param name="Duration">How long it lasts.</param>
/// <param name="Set">Values by parameter code, in the device's digits.</param>
/// <param name="Ramp">How long a value takes to get there, and at the end to get back.</param>
/// <param name="Every">Denser sampling while it lasts (emergency monitoring); null keeps the rhythm.</param>
public sealed record ScriptedEvent(
    string Station, DateTimeOffset From, TimeSpan Duration, IReadOnlyDictionary<string, decimal> Set, TimeSpan Ramp, TimeSpan? Every)
{
    public DateTimeOffset To => From + Duration;

    /// <summary>How far a value is drawn at a moment: 0 not at all, 1 wholly.</summary>
    public double Weight(DateTimeOffset time)
    {
        if (time < From || time >= To)
        {
            return 0;
        }

        return Ramp <= TimeSpan.Zero ? 1 : Math.Min(1, Math.Min((time - From) / Ramp, (To - time) / Ramp));
    }
}

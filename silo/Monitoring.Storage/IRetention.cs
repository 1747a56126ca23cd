namespace Monitoring.Storage;

/// <summary>What a round of forgetting did.</summary>
/// <param name="Readings">Rows of readings and corrections that are gone; where a month went as a whole, those that were in it.</param>
public sealed record Forgotten(long Readings, long Verdicts, long Hours)
{
    public static readonly Forgotten Nothing = new(0, 0, 0);

    public static Forgotten operator +(Forgotten a, Forgotten b) => new(a.Readings + b.Readings, a.Verdicts + b.Verdicts, a.Hours + b.Hours);
}

/// <summary>
/// Forgetting by age. What a certificate that somebody has seen is made from stays, and what an open alert is about, and the newest of every
/// series; days stay for ever. Rows go in small steps, or whole months where the store has them as such, so that nobody waits for it.
/// </summary>
public interface IRetention
{
    /// <summary>Forgets readings with their corrections, and the instant and hourly verdicts on them.</summary>
    /// <param name="before">Of their start.</param>
    /// <param name="reach">How far back from its time a verdict may look for its inputs.</param>
    Task<Forgotten> ForgetRaw(DateTimeOffset before, TimeSpan reach, CancellationToken cancellationToken = default);

    /// <summary>Forgets the aggregates of hours.</summary>
    /// <param name="before">Of their start.</param>
    Task<Forgotten> ForgetHours(DateTimeOffset before, CancellationToken cancellationToken = default);
}

using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>
/// Where a backlog has come to while newer values are stored already: what follows in order needs no look into the store,
/// as at the newest end. A value that comes anywhere else makes a new front from the stored readings around it.
/// </summary>
/// <param name="UpTo">The last late moment judged.</param>
/// <param name="Until">Values later than <paramref name="UpTo"/> and before this reach no moment that has a verdict.</param>
/// <param name="Recent">The newest instants of each parameter, as <see cref="InstantView"/> needs them to judge moments between both.</param>
/// <param name="Verdict">That of <paramref name="UpTo"/>, if this step gave it.</param>
public sealed record LateFront(DateTimeOffset UpTo, DateTimeOffset Until, IReadOnlyList<StoredReading> Recent, StoredVerdict? Verdict)
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    /// <param name="next">The first moment after the front that has a verdict.</param>
    public static LateFront Of(DateTimeOffset upTo, NextVerdict next, IReadOnlyList<StoredReading> recent, StoredVerdict? verdict)
    {
        // Where all items have a value of their own, nothing earlier speaks then or later.
        var shields = InstantView.Of(next.Instants).HasEveryItem(next.At);
        return new LateFront(upTo, shields ? next.At : next.At - WaterJudge.Reach + Instant, recent, verdict);
    }

    public bool Continues(KeyChange change) => change.Before is null && change.Key.Start > UpTo && change.Key.Start < Until;
}

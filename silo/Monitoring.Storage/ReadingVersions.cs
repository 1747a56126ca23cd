using Monitoring.Contracts;

namespace Monitoring.Storage;

/// <summary>
/// The versions of one key: its distinct (text, flag, unit), each with its greatest origin. The current one is that of the greatest
/// origin. A join: neither order nor repeats matter.
/// </summary>
public sealed class ReadingVersions
{
    // Nearly every key has one version.
    private StoredReading? current;
    private List<StoredReading>? others;

    private ReadingVersions()
    {
    }

    /// <summary>As it was before the first join; null when nothing was known.</summary>
    public ReadingHistory? Stored { get; private init; }

    public bool IsEmpty => current is null;

    public StoredReading Current => current ?? throw new InvalidOperationException("no version was joined");

    public IReadOnlyList<StoredReading> Others => others ?? (IReadOnlyList<StoredReading>)[];

    /// <summary>The current version with the others, newest origin first.</summary>
    public ReadingHistory History => new(Current, [.. Others.OrderByDescending(o => o.Origin)]);

    public static ReadingVersions Of(ReadingHistory? stored) => new()
    {
        Stored = stored,
        current = stored?.Current,
        others = stored is { Superseded.Count: > 0 } ? [.. stored.Superseded] : null,
    };

    /// <summary>True when both say the same, whenever and on whatever way they came.</summary>
    public static bool IsSameStatement(Reading a, Reading b) => a.Text == b.Text && a.Flag == b.Flag && a.Unit == b.Unit;

    public bool Has(Reading reading) => (current is not null && IsSameStatement(current.Reading, reading)) || others?.Exists(o => IsSameStatement(o.Reading, reading)) == true;

    public void Join(StoredReading incoming)
    {
        if (current is null)
        {
            current = incoming;
            return;
        }

        if (IsSameStatement(current.Reading, incoming.Reading))
        {
            current = Greater(current, incoming);
            return;
        }

        others ??= [];
        var known = others.FindIndex(o => IsSameStatement(o.Reading, incoming.Reading));
        if (known >= 0)
        {
            incoming = Greater(others[known], incoming);
            others.RemoveAt(known);
        }

        var isCurrent = Compare(incoming, current) > 0;
        others.Add(isCurrent ? current : incoming);
        current = isCurrent ? incoming : current;
    }

    // The earlier receipt stays: it says since when the version is known.
    private static StoredReading Greater(StoredReading a, StoredReading b)
    {
        var greater = Compare(a, b) >= 0 ? a : b;
        var first = a.ReceivedAt <= b.ReceivedAt ? a.ReceivedAt : b.ReceivedAt;
        return greater.ReceivedAt == first ? greater : greater with { ReceivedAt = first };
    }

    // One message may state a key twice: then the texts decide, so that the answer is still one.
    private static int Compare(StoredReading a, StoredReading b)
    {
        var order = a.Origin.CompareTo(b.Origin);
        order = order != 0 ? order : string.CompareOrdinal(a.Reading.Text, b.Reading.Text);
        order = order != 0 ? order : string.CompareOrdinal(a.Reading.Flag, b.Reading.Flag);
        return order != 0 ? order : string.CompareOrdinal(a.Reading.Unit, b.Reading.Unit);
    }
}

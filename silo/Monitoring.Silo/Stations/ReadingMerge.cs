using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>The current version of a key is another one than before the step, or the first.</summary>
public readonly record struct KeyChange(ReadingKey Key, StoredReading? Before, StoredReading After);

/// <summary>
/// Joins readings with the versions that are stored. The versions of a key are its distinct (text, flag, unit), each with its
/// greatest origin; the current one is that of the greatest origin. A join: neither order nor repeats matter.
/// </summary>
public sealed class ReadingMerge
{
    private readonly Dictionary<ReadingKey, Versions> keys = [];

    private ReadingMerge()
    {
    }

    public List<KeyChange> Changes { get; } = [];

    public List<StoredReading> Current { get; } = [];

    public List<StoredReading> Superseded { get; } = [];

    public List<StoredReading> Restored { get; } = [];

    /// <summary>One per batch.</summary>
    public List<StationReceipt> Receipts { get; } = [];

    /// <summary>The keys that may have versions in the store: those not later than their series' newest.</summary>
    public static HashSet<ReadingKey> Needs(StationState state, IReadOnlyList<StationBatch> batches)
    {
        var needs = new HashSet<ReadingKey>();
        foreach (var entry in batches.SelectMany(b => b.Entries))
        {
            foreach (var reading in entry.Telemetry.Readings)
            {
                if (state.Series.TryGetValue(SeriesKey.Of(reading.Key), out var series) && reading.Key.Start <= series.HighWater)
                {
                    needs.Add(reading.Key);
                }
            }
        }

        return needs;
    }

    public static ReadingMerge Of(IReadOnlyList<StationBatch> batches, IReadOnlyDictionary<ReadingKey, ReadingHistory> stored)
    {
        var merge = new ReadingMerge();
        foreach (var batch in batches)
        {
            merge.Receipts.Add(merge.Join(batch, stored));
        }

        foreach (var (key, versions) in merge.keys)
        {
            merge.Settle(key, versions);
        }

        return merge;
    }

    private StationReceipt Join(StationBatch batch, IReadOnlyDictionary<ReadingKey, ReadingHistory> stored)
    {
        var (added, corrected, repeated) = (0, 0, 0);
        foreach (var entry in batch.Entries)
        {
            var origin = new ReadingOrigin(entry.Telemetry.SentAt, batch.GatewayId, entry.Sequence);
            foreach (var reading in entry.Telemetry.Readings)
            {
                var incoming = new StoredReading(reading, origin, batch.ReceivedAt, entry.Telemetry.ReceivedAt);
                if (!keys.TryGetValue(reading.Key, out var versions))
                {
                    versions = Versions.Of(stored.GetValueOrDefault(reading.Key));
                    keys.Add(reading.Key, versions);
                }

                _ = versions.IsEmpty ? added++ : versions.Has(reading) ? repeated++ : corrected++;
                versions.Join(incoming);
            }
        }

        return new StationReceipt(added, corrected, repeated);
    }

    private void Settle(ReadingKey key, Versions versions)
    {
        var current = versions.Current;
        var before = versions.Stored?.Current;
        if (current != before)
        {
            Current.Add(current);
            if (before is null || !IsSameStatement(before, current))
            {
                Changes.Add(new KeyChange(key, before, current));
            }
        }

        if (versions.Stored?.Superseded.FirstOrDefault(s => IsSameStatement(s, current)) is { } restored)
        {
            Restored.Add(restored);
        }

        Superseded.AddRange(versions.Others.Where(v => versions.Stored?.Superseded.Contains(v) != true));
    }

    private static bool IsSameStatement(StoredReading a, StoredReading b) =>
        a.Reading.Text == b.Reading.Text && a.Reading.Flag == b.Reading.Flag && a.Reading.Unit == b.Reading.Unit;

    private sealed class Versions
    {
        // Nearly every key has one version.
        private StoredReading? current;
        private List<StoredReading>? others;

        public ReadingHistory? Stored { get; private init; }

        public bool IsEmpty => current is null;

        public StoredReading Current => current!;

        public IReadOnlyList<StoredReading> Others => others ?? (IReadOnlyList<StoredReading>)[];

        public static Versions Of(ReadingHistory? stored) => new()
        {
            Stored = stored,
            current = stored?.Current,
            others = stored is { Superseded.Count: > 0 } ? [.. stored.Superseded] : null,
        };

        public bool Has(Reading reading) => (current is not null && IsVersion(current, reading)) || others?.Exists(o => IsVersion(o, reading)) == true;

        public void Join(StoredReading incoming)
        {
            if (current is null)
            {
                current = incoming;
                return;
            }

            if (IsVersion(current, incoming.Reading))
            {
                current = Greater(current, incoming);
                return;
            }

            others ??= [];
            var known = others.FindIndex(o => IsVersion(o, incoming.Reading));
            if (known >= 0)
            {
                incoming = Greater(others[known], incoming);
                others.RemoveAt(known);
            }

            var isCurrent = Compare(incoming, current) > 0;
            others.Add(isCurrent ? current : incoming);
            current = isCurrent ? incoming : current;
        }

        private static bool IsVersion(StoredReading stored, Reading reading) =>
            stored.Reading.Text == reading.Text && stored.Reading.Flag == reading.Flag && stored.Reading.Unit == reading.Unit;

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
}

using System.Runtime.InteropServices;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>The current version of a key is another one than before the step, or the first.</summary>
public readonly record struct KeyChange(ReadingKey Key, StoredReading? Before, StoredReading After);

/// <summary>
/// Joins readings with the <see cref="ReadingVersions"/> that are stored, and says what becomes of the store by it.
/// </summary>
public sealed class ReadingMerge
{
    private readonly Dictionary<ReadingKey, ReadingVersions> keys;

    private ReadingMerge(int readings) => keys = new Dictionary<ReadingKey, ReadingVersions>(readings);

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
        var merge = new ReadingMerge(batches.Sum(b => b.Entries.Sum(e => e.Telemetry.Readings.Count)));
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
                ref var versions = ref CollectionsMarshal.GetValueRefOrAddDefault(keys, reading.Key, out _);
                versions ??= ReadingVersions.Of(stored.GetValueOrDefault(reading.Key));
                _ = versions.IsEmpty ? added++ : versions.Has(reading) ? repeated++ : corrected++;
                versions.Join(incoming);
            }
        }

        return new StationReceipt(added, corrected, repeated);
    }

    private void Settle(ReadingKey key, ReadingVersions versions)
    {
        var current = versions.Current;
        var before = versions.Stored?.Current;
        if (current != before)
        {
            Current.Add(current);
            if (before is null || !ReadingVersions.IsSameStatement(before.Reading, current.Reading))
            {
                Changes.Add(new KeyChange(key, before, current));
            }
        }

        if (versions.Stored is not null || versions.Others.Count > 0)
        {
            SettleOthers(versions);
        }
    }

    private void SettleOthers(ReadingVersions versions)
    {
        if (versions.Stored?.Superseded.FirstOrDefault(s => ReadingVersions.IsSameStatement(s.Reading, versions.Current.Reading)) is { } restored)
        {
            Restored.Add(restored);
        }

        Superseded.AddRange(versions.Others.Where(v => versions.Stored?.Superseded.Contains(v) != true));
    }
}

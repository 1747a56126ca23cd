using Monitoring.Contracts;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Tests.Series;

/// <summary>A state store as a series, written as the owner of a station writes: what is stored is joined with what comes, in one commit.</summary>
public abstract class StoredSeriesTests(IStorePlace place) : SeriesStoreTests
{
    private IMonitoringStore store = null!;

    protected override async Task<ISeriesStore> Open()
    {
        store = await place.Open(Sample.Clock());
        return new StoredSeries(store);
    }

    protected override async ValueTask Close()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        await place.DisposeAsync();
    }

    private sealed class StoredSeries(IMonitoringStore store) : ISeriesStore
    {
        public async Task<SeriesAnswer> Write(IReadOnlyCollection<SeriesPoint> points, CancellationToken cancellationToken)
        {
            foreach (var station in points.GroupBy(p => p.Station, p => p.Version))
            {
                await Write(station.Key, [.. station]);
            }

            return new SeriesAnswer([]);
        }

        public Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken) =>
            store.Queries.Readings(range, cursor, limit, cancellationToken);

        private async Task Write(StationId station, IReadOnlyList<StoredReading> incoming)
        {
            var stored = (await store.Stations.Load(station, new StepNeeds { Keys = [.. incoming.Select(r => r.Reading.Key).Distinct()] })).Versions;
            var joined = incoming.GroupBy(r => r.Reading.Key).Select(g =>
            {
                var versions = ReadingVersions.Of(stored.GetValueOrDefault(g.Key));
                foreach (var version in g)
                {
                    versions.Join(version);
                }

                return versions;
            }).ToList();
            await store.Stations.Commit(Sample.Writes(Sample.Station(station.Value), [.. joined.Select(v => v.Current)]) with
            {
                Superseded = [.. joined.SelectMany(v => v.Others)],
                Restored = [.. joined.Where(v => v.Stored is not null).SelectMany(v => v.Stored!.Superseded.Where(s => ReadingVersions.IsSameStatement(s.Reading, v.Current.Reading)))],
            });
        }
    }
}

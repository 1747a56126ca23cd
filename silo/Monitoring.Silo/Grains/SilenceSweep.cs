using System.Collections.Concurrent;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Storage;

namespace Monitoring.Silo.Grains;

/// <summary>Notices stations that do not deliver. Judged by the clock against the rhythm, never by a timer per station.</summary>
internal sealed class SilenceSweep(IStationStore store, IStationEventSink events, double silentAfterRhythms, TimeProvider clock)
{
    private readonly ConcurrentDictionary<StationId, DateTimeOffset> delivered = new();
    private readonly ConcurrentDictionary<StationId, byte> silent = new();
    private IReadOnlyList<StationActivity> stations = [];
    private (long RegistryVersion, int Delivering) seen = (-1, -1);

    public IReadOnlyCollection<StationId> SilentStations => [.. silent.Keys];

    public bool IsSilent(StationId station) => silent.ContainsKey(station);

    public void Delivered(StationId station, DateTimeOffset at)
    {
        delivered[station] = at;
        if (silent.TryRemove(station, out _))
        {
            events.Publish(new SilenceChanged(station, clock.GetUtcNow(), IsSilent: false, at));
        }
    }

    public async Task Run()
    {
        // Stations come by registration, and by delivering for the first time.
        var current = (store.RegistryVersion, delivered.Count);
        if (current != seen)
        {
            stations = await store.ListActivity();
            seen = current;
        }

        var now = clock.GetUtcNow();
        foreach (var station in stations)
        {
            var last = delivered.TryGetValue(station.Station, out var at) ? at : station.LastReceivedAt;
            if (now - (last ?? station.CreatedAt) > station.Rhythm * silentAfterRhythms && silent.TryAdd(station.Station, 0))
            {
                events.Publish(new SilenceChanged(station.Station, now, IsSilent: true, last));
            }
        }
    }
}

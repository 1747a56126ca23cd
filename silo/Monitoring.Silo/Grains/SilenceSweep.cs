using System.Collections.Concurrent;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Storage;

namespace Monitoring.Silo.Grains;

/// <summary>Notices stations that do not deliver. Judged by the clock against the rhythm, never by a timer per station.</summary>
/// <param name="hearsEveryDelivery">False where stations deliver through other processes too: then each run asks the store.</param>
internal sealed class SilenceSweep(IStationStore store, IStationEventSink events, double silentAfterRhythms, TimeProvider clock, bool hearsEveryDelivery = true) : ISilenceWatch
{
    private readonly ConcurrentDictionary<StationId, DateTimeOffset> delivered = new();
    private readonly ConcurrentDictionary<StationId, DateTimeOffset> silent = new();

    // Held from the look at the last delivery to the event: a delivery in between would leave a station silent that is not.
    private readonly Lock gate = new();
    private IReadOnlyList<StationActivity> stations = [];
    private (long RegistryVersion, int Delivering) seen = (-1, -1);

    public IReadOnlyCollection<StationId> SilentStations => [.. silent.Keys];

    public bool IsSilent(StationId station) => silent.ContainsKey(station);

    public DateTimeOffset? SilentSince(StationId station) => silent.TryGetValue(station, out var since) ? since : null;

    public void Delivered(StationId station, DateTimeOffset at)
    {
        lock (gate)
        {
            delivered[station] = at;
            Return(station, at);
        }
    }

    public async Task Run()
    {
        // Stations come by registration, and by delivering for the first time.
        var current = (store.RegistryVersion, delivered.Count);
        if (current != seen || !hearsEveryDelivery)
        {
            stations = await store.ListActivity();
            seen = current;
        }

        var now = clock.GetUtcNow();
        foreach (var station in stations)
        {
            lock (gate)
            {
                var last = Later(delivered.TryGetValue(station.Station, out var at) ? at : null, station.LastReceivedAt);
                var since = last ?? station.CreatedAt;
                if (now - since <= station.Rhythm * silentAfterRhythms)
                {
                    Return(station.Station, last);
                }
                else if (silent.TryAdd(station.Station, since))
                {
                    events.Publish(new SilenceChanged(station.Station, now, IsSilent: true, last, since));
                }
            }
        }
    }

    private void Return(StationId station, DateTimeOffset? at)
    {
        if (silent.TryRemove(station, out _))
        {
            events.Publish(new SilenceChanged(station, clock.GetUtcNow(), IsSilent: false, at));
        }
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}

using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Silo.Alerts;
using Monitoring.Silo.Hosting;
using Monitoring.Storage;

namespace Monitoring.Silo.Grains;

/// <summary>Makes the activations of stations, whoever hosts them, with what they need, and counts them.</summary>
internal sealed class StationActivations(
    IStationStore store, IStationRegistry registry, IStationEventSink events, DeviceOptions devices, TimeProvider clock, AlertRules? alertRules, ILogger<StationGrain>? log)
{
    private long count;

    /// <summary>Since the start; more than stations where writes failed or idle ones came back.</summary>
    public long Count => Interlocked.Read(ref count);

    public StationGrain Activate(StationId station)
    {
        Interlocked.Increment(ref count);
        return new StationGrain(station, store, registry, events, devices, clock, alertRules, log);
    }
}

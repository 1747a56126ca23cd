using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Monitoring.Storage;
using NewDeviceRequest = Monitoring.Gateway.Devices.NewDeviceRequest;

namespace Monitoring.Api.Devices;

/// <summary>Enters the station of a new device as the silo would at the first delivery, so that it is listed before it delivers.</summary>
internal sealed class NewStations(IStationRegistry stations, IOptions<DeviceOptions> options, TimeProvider clock)
{
    public async Task EnterWhenAbsent(NewDeviceRequest wanted, CancellationToken cancellationToken)
    {
        if (await stations.Find(wanted.Station, cancellationToken) is not null)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var nothingYet = new Telemetry(wanted.Station, wanted.Mn, wanted.Kind, Protocol: "", Command: "", now, now, []);
        var (station, section) = StationDefaults.Create(nothingYet, options.Value.DefaultTargetClass, now);
        var name = wanted.StationName ?? station.Name;
        if (section is not null)
        {
            await stations.Upsert(section with { Name = name }, cancellationToken);
        }

        await stations.Upsert(station with { Name = name }, cancellationToken);
    }
}

using Monitoring.Contracts;
using Monitoring.Contracts.Registry;
using Monitoring.Simulator.Values;

namespace Monitoring.Simulator.Fleet;

/// <summary>
/// The stations of the registry as devices. Fourteen of 569 water stations and two of 60 air sites are out of service, so
/// that "no verdict" and its reasons exist and at least 540 and 57 still have one (<see cref="FaultRota"/> takes the rest).
/// </summary>
public static class FleetPlan
{
    private static readonly (StationService Service, int Water, int Air)[] OutOfService =
    [
        (StationService.Stopped, 5, 1),
        (StationService.Maintenance, 6, 1),
        (StationService.Silent, 3, 0),
    ];

    public static IReadOnlyList<SimulatedStation> Of(ulong seed)
    {
        var noise = new Noise(seed);
        var water = FleetRegistry.WaterSections
            .Select((s, i) => new SimulatedStation(i, s.Station.Value, s.Mn, StationKind.Water, RegionOf(s.Province, s.DistrictCode, i), s.WaterBody == "lake", StationService.Working))
            .ToArray();
        var air = FleetRegistry.AirSites
            .Select((s, i) => new SimulatedStation(i, s.Station.Value, s.Mn, StationKind.Air, RegionOf(s.Province, s.DistrictCode, i), false, StationService.Working))
            .ToArray();
        TakeOut(water, noise, o => o.Water);
        TakeOut(air, noise, o => o.Air);
        return [.. water, .. air];
    }

    private static void TakeOut(SimulatedStation[] stations, Noise noise, Func<(StationService Service, int Water, int Air), int> count)
    {
        var drawn = new Queue<int>(stations.OrderBy(s => noise.Uniform("service", Noise.Key(s.Id))).Select(s => s.Index));
        foreach (var entry in OutOfService)
        {
            for (var i = 0; i < count(entry); i++)
            {
                var index = drawn.Dequeue();
                stations[index] = stations[index] with { Service = entry.Service };
            }
        }
    }

    // Prefecture (four digits of the code); where the district is not known, one of ten parts of the province.
    private static string RegionOf(string province, string district, int index) => district.Length >= 4 ? district[..4] : $"{province}-{index % 10}";
}

using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>How a station is entered that nobody has entered: known only by what its device says.</summary>
public static class StationDefaults
{
    /// <summary>Water analysers deliver every four hours (HJ 915), air hourly.</summary>
    public static TimeSpan RhythmOf(StationKind kind) => kind is StationKind.Water or StationKind.Unknown ? TimeSpan.FromHours(4) : TimeSpan.FromHours(1);

    /// <summary>
    /// A water station gets a section of its own, because it is the section that has a target. One that an import describes stands
    /// outside the lists of both provinces and has no target: the default is for devices of this system.
    /// </summary>
    public static RegisteredStation Create(Telemetry telemetry, int targetClass, DateTimeOffset now)
    {
        var id = telemetry.Station.Value;
        var known = telemetry.Description;
        var name = known is { Name.Length: > 0 } ? known.Name : id;
        IReadOnlyList<SectionTarget> targets = known is null ? [new SectionTarget(TargetBasis.Assessment, targetClass, From: null, To: null)] : [];
        var section = telemetry.StationKind is not StationKind.Water
            ? null
            : new Section(
                id, name, NameEn: "", WaterBody.River, Province.Other, Responsible: "", Receives: "", DistrictCode: "", River: known?.River ?? "",
                IsMainStem: false, IsTransboundary: false, targets);
        var station = new Station(
            telemetry.Station, telemetry.Mn, section?.Id, telemetry.StationKind, RoleOf(telemetry.StationKind), Level: "", StationOrigin.Real,
            name, NameEn: "", Province.Other, DistrictCode: "", known?.Longitude, known?.Latitude, RhythmOf(telemetry.StationKind), now)
        {
            Source = known?.Source ?? "",
        };
        return new RegisteredStation(station, section);
    }

    private static StationRole RoleOf(StationKind kind) => kind switch
    {
        StationKind.Air => StationRole.AirSite,
        StationKind.Hydrology => StationRole.Gauge,
        _ => StationRole.Section,
    };
}

using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>How a station is entered that nobody has entered: known only by what its device says.</summary>
public static class StationDefaults
{
    /// <summary>Water analysers deliver every four hours (HJ 915), air hourly.</summary>
    public static TimeSpan RhythmOf(StationKind kind) => kind is StationKind.Water or StationKind.Unknown ? TimeSpan.FromHours(4) : TimeSpan.FromHours(1);

    /// <summary>A water station gets a section of its own, because it is the section that has a target.</summary>
    public static RegisteredStation Create(Telemetry telemetry, int targetClass, DateTimeOffset now)
    {
        var id = telemetry.Station.Value;
        var section = telemetry.StationKind is not StationKind.Water
            ? null
            : new Section(
                id, Name: id, NameEn: "", WaterBody.River, Province.Other, Responsible: "", Receives: "", DistrictCode: "", River: "",
                IsMainStem: false, IsTransboundary: false, [new SectionTarget(TargetBasis.Assessment, targetClass, From: null, To: null)]);
        var station = new Station(
            telemetry.Station, telemetry.Mn, section?.Id, telemetry.StationKind, RoleOf(telemetry.StationKind), Level: "", StationOrigin.Real,
            Name: id, NameEn: "", Province.Other, DistrictCode: "", Longitude: null, Latitude: null, RhythmOf(telemetry.StationKind), now);
        return new RegisteredStation(station, section);
    }

    private static StationRole RoleOf(StationKind kind) => kind switch
    {
        StationKind.Air => StationRole.AirSite,
        StationKind.Hydrology => StationRole.Gauge,
        _ => StationRole.Section,
    };
}

using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Contracts.Registry;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>The sections and sites that the system is made for, as entries of the registry. What no source says stays empty.</summary>
internal static class RegistrySeed
{
    /// <param name="now">When they are entered.</param>
    /// <param name="defaultTargetClass">The target of a section of which no source says one, until an officer sets it; the entry's doubt names it.</param>
    public static IReadOnlyList<RegisteredStation> Of(DateTimeOffset now, int defaultTargetClass) =>
        [.. FleetRegistry.WaterSections.Select(s => Of(s, now, defaultTargetClass)), .. FleetRegistry.AirSites.Select(s => Of(s, now))];

    private static RegisteredStation Of(RegisteredSection listed, DateTimeOffset now, int defaultTargetClass)
    {
        var isWithoutTarget = listed.AssessmentTarget is null && listed.FunctionClass is null;
        var section = new Section(
            listed.Section,
            listed.Name,
            listed.NameEn,
            listed.WaterBody is "lake" ? WaterBody.Lake : WaterBody.River,
            listed.Province,
            listed.Responsible,
            listed.Receives,
            listed.DistrictCode,
            listed.River,
            listed.MainStem ?? false,
            listed.IsTransboundary,
            [.. Target(TargetBasis.Assessment, isWithoutTarget ? defaultTargetClass : listed.AssessmentTarget), .. Target(TargetBasis.FunctionZone, listed.FunctionClass)]);
        var station = new Station(
            listed.Station,
            listed.Mn,
            listed.Section,
            StationKind.Water,
            listed.Role switch { "border" => StationRole.Border, "intake" => StationRole.Intake, _ => StationRole.Section },
            listed.Level,
            OriginOf(listed.Origin),
            listed.Name,
            listed.NameEn,
            listed.Province,
            listed.DistrictCode,
            listed.Longitude,
            listed.Latitude,
            StationDefaults.RhythmOf(StationKind.Water),
            now)
        {
            Source = listed.Source,
            Doubt = string.Join("; ", new[] { listed.Doubt, isWithoutTarget ? "assessment target not known: the default until set" : "" }.Where(d => d.Length > 0)),
        };
        return new RegisteredStation(station, section);
    }

    private static RegisteredStation Of(RegisteredAirSite site, DateTimeOffset now) => new(
        new Station(
            site.Station,
            site.Mn,
            SectionId: null,
            StationKind.Air,
            StationRole.AirSite,
            Level: "national",
            OriginOf(site.Origin),
            site.Name,
            NameEn: "",
            site.Province,
            site.DistrictCode,
            site.Longitude,
            site.Latitude,
            StationDefaults.RhythmOf(StationKind.Air),
            now)
        {
            Source = site.Source,
        },
        Section: null);

    private static StationOrigin OriginOf(string origin) => origin is "simulated" ? StationOrigin.Simulated : StationOrigin.Real;

    // No source says since when a target holds, so its dates are open.
    private static IEnumerable<SectionTarget> Target(TargetBasis basis, int? wanted) =>
        wanted is { } demanded ? [new SectionTarget(basis, demanded, From: null, To: null)] : [];
}

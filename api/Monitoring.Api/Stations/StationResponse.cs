using Monitoring.Contracts;
using Monitoring.Compliance.Water;
using Monitoring.Storage;

namespace Monitoring.Api.Stations;

/// <summary>A station with the section that it measures for and the newest verdict.</summary>
/// <param name="SectionId">Null for stations that measure for no section: air sites and gauges.</param>
/// <param name="WaterBody">Which limits apply to total phosphorus.</param>
/// <param name="Responsible">Province that answers for the class.</param>
/// <param name="Receives">Province that the water flows to at a border.</param>
/// <param name="Targets">Every dated target of the section.</param>
/// <param name="Source">Where the entry comes from; empty when a device or an officer made it.</param>
/// <param name="Doubt">Which fields to doubt, and why; empty when none.</param>
/// <param name="TargetClass">The class demanded today; null when none is.</param>
/// <param name="RhythmMinutes">How often it should deliver a set of values.</param>
/// <param name="Silent">True when it has not delivered for longer than its rhythm lets expect.</param>
/// <param name="SilentSince">When it last delivered, or was entered; null while it is not silent.</param>
internal sealed record StationResponse(
    string Id,
    string Mn,
    string? SectionId,
    string? SectionName,
    string Name,
    string NameEn,
    StationKind Kind,
    StationRole Role,
    string Level,
    StationOrigin Origin,
    WaterBody? WaterBody,
    string Province,
    string? Responsible,
    string? Receives,
    string DistrictCode,
    string? River,
    bool MainStem,
    decimal? Lon,
    decimal? Lat,
    IReadOnlyList<SectionTarget> Targets,
    int? TargetClass,
    bool IsTransboundary,
    string Source,
    string Doubt,
    decimal RhythmMinutes,
    bool Silent,
    DateTimeOffset? SilentSince,
    VerdictResponse? LatestVerdict)
{
    public static StationResponse Of(RegisteredStation registered, StoredVerdict? verdict, DateTimeOffset? silentSince, DateOnly today)
    {
        var (station, section) = registered;
        return new StationResponse(
            station.Id.Value,
            station.Mn,
            section?.Id,
            section?.Name,
            station.Name,
            station.NameEn,
            station.Kind,
            station.Role,
            station.Level,
            station.Origin,
            section?.WaterBody,
            station.Province,
            section?.Responsible,
            section?.Receives,
            station.DistrictCode,
            section?.River,
            section?.IsMainStem ?? false,
            station.Longitude,
            station.Latitude,
            section?.Targets ?? [],
            section?.TargetClassOn(today),
            section?.IsTransboundary ?? false,
            station.Source,
            station.Doubt,
            (decimal)station.Rhythm.TotalMinutes,
            silentSince is not null,
            silentSince,
            VerdictResponse.Of(station, verdict));
    }
}

using Monitoring.Contracts;

namespace Monitoring.Storage;

/// <summary>What a station is for.</summary>
public enum StationRole
{
    Section = 0,
    Border = 1,
    Intake = 2,
    AirSite = 3,
    Gauge = 4,
}

/// <summary>Whether the readings of a station describe the world or a simulator.</summary>
public enum StationOrigin
{
    Real = 0,
    Simulated = 1,
}

/// <summary>The provinces as the lists name them. Readings of any other province are kept and never listed under CQ or SC.</summary>
public static class Province
{
    public const string Chongqing = "CQ";
    public const string Sichuan = "SC";
    public const string Other = "other";
}

/// <summary>
/// A station measures. Where it stands, what it is called and how often it measures; what it is judged against belongs
/// to its <see cref="Section"/>.
/// </summary>
/// <param name="Id">Name of the station, unique and unchanging.</param>
/// <param name="Mn">Number of its device; empty while none is known.</param>
/// <param name="SectionId">The section it measures for; null for air sites and gauges.</param>
/// <param name="Kind">What it watches.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Level">Who runs it: national, provincial, municipal …; empty when unknown.</param>
/// <param name="Origin">Real or simulated.</param>
/// <param name="Name">Chinese name; the id until someone gives one.</param>
/// <param name="NameEn">English name, or empty.</param>
/// <param name="Province"><see cref="Storage.Province"/>.</param>
/// <param name="DistrictCode">GB/T 2260 code, or empty.</param>
/// <param name="Longitude">Degrees east, or null.</param>
/// <param name="Latitude">Degrees north, or null.</param>
/// <param name="Rhythm">How often it should deliver a set of values: the basis of completeness and of "silent".</param>
/// <param name="CreatedAt">When it was entered.</param>
public sealed record Station(
    StationId Id,
    string Mn,
    string? SectionId,
    StationKind Kind,
    StationRole Role,
    string Level,
    StationOrigin Origin,
    string Name,
    string NameEn,
    string Province,
    string DistrictCode,
    decimal? Longitude,
    decimal? Latitude,
    TimeSpan Rhythm,
    DateTimeOffset CreatedAt)
{
    /// <summary>Where the entry and its section's come from; empty when a device or an officer made it.</summary>
    public string Source { get; init; } = "";

    /// <summary>Which fields of the station and its section to doubt, and why; empty when none.</summary>
    public string Doubt { get; init; } = "";
}

namespace Monitoring.Contracts.Registry;

/// <summary>An ambient-air site of the registry.</summary>
/// <param name="Station">Id of the site, such as <c>AIR-1414A</c>: the code of the national feed after the prefix.</param>
/// <param name="Mn">Number of its device (MN of HJ 212).</param>
/// <param name="Province"><c>CQ</c> or <c>SC</c>.</param>
/// <param name="City">City in Chinese, as published.</param>
/// <param name="DistrictCode">GB/T 2260 code of the city.</param>
/// <param name="Name">Published name in Chinese.</param>
/// <param name="Origin"><c>real</c> or <c>simulated</c>.</param>
/// <param name="Longitude">Degrees east (WGS 84).</param>
/// <param name="Latitude">Degrees north (WGS 84).</param>
/// <param name="Source">Where the fields come from.</param>
public sealed record RegisteredAirSite(
    StationId Station,
    string Mn,
    string Province,
    string City,
    string DistrictCode,
    string Name,
    string Origin,
    decimal? Longitude,
    decimal? Latitude,
    string Source);

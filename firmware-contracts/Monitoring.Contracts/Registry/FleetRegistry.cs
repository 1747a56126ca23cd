using System.Globalization;

namespace Monitoring.Contracts.Registry;

/// <summary>
/// The sections and sites that the system is made for: 238 water sections of Chongqing, 331 of Sichuan and 60 air sites.
/// One copy for everybody: the silo seeds its stations from it, the simulator plays their devices. Names that are
/// published come first and are marked <c>real</c>; the others are <c>simulated</c> over real districts and rivers.
/// </summary>
public static class FleetRegistry
{
    private static readonly Lazy<IReadOnlyList<RegisteredSection>> Sections = new(() => [.. Rows("water-sections.csv").Select(Section)]);
    private static readonly Lazy<IReadOnlyList<RegisteredAirSite>> Sites = new(() => [.. Rows("air-sites.csv").Select(Site)]);

    private static readonly Lazy<Dictionary<string, StationId>> ByMn = new(() =>
        WaterSections.Select(s => (s.Mn, s.Station)).Concat(AirSites.Select(s => (s.Mn, s.Station))).ToDictionary(d => d.Mn, d => d.Station, StringComparer.Ordinal));

    /// <summary>The 569 water sections, each with its station, Chongqing's first.</summary>
    public static IReadOnlyList<RegisteredSection> WaterSections => Sections.Value;

    /// <summary>The 60 air sites.</summary>
    public static IReadOnlyList<RegisteredAirSite> AirSites => Sites.Value;

    /// <summary>The station whose device has this number; null when the registry has no such device.</summary>
    public static StationId? StationOf(string mn) => ByMn.Value.TryGetValue(mn, out var station) ? station : null;

    private static RegisteredSection Section(CsvRow row) => new(
        row["section"],
        StationId.Parse(row["station"]),
        row["mn"],
        row["province"],
        row["name"],
        row["nameEn"],
        row["origin"],
        row["role"],
        row["level"],
        row["waterBody"],
        row["river"],
        Truth(row["mainStem"]),
        row["districtCode"],
        row["responsible"],
        row["receives"],
        Truth(row["transboundary"]) ?? false,
        Degrees(row["lon"]),
        Degrees(row["lat"]),
        Class(row["functionClass"]),
        Class(row["assessmentTarget"]),
        row["source"],
        row["doubt"]);

    private static RegisteredAirSite Site(CsvRow row) => new(
        StationId.Parse(row["station"]),
        row["mn"],
        row["province"],
        row["city"],
        row["districtCode"],
        row["name"],
        row["origin"],
        Degrees(row["lon"]),
        Degrees(row["lat"]),
        row["source"]);

    private static bool? Truth(string text) => text.Length == 0 ? null : bool.Parse(text);

    private static int? Class(string text) => text.Length == 0 ? null : int.Parse(text, CultureInfo.InvariantCulture);

    private static decimal? Degrees(string text) => text.Length == 0 ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static IReadOnlyList<CsvRow> Rows(string file)
    {
        var type = typeof(FleetRegistry);
        using var stream = type.Assembly.GetManifestResourceStream(type, file) ?? throw new InvalidOperationException($"the resource {file} is not in the assembly");
        using var reader = new StreamReader(stream);
        return CsvTable.Read(reader);
    }
}

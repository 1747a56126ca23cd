namespace Monitoring.Compliance.Editions;

/// <summary>
/// The editions of all rules, read from the JSON files of this folder, which are part of the library. An edition is
/// chosen by the Beijing date of sampling, never by today's date; a file that was released is never edited, a changed
/// text is a new file.
/// </summary>
public sealed class EditionCatalogue
{
    /// <summary>Version of the set of edition files; stands in every certificate.</summary>
    public const string RuleSet = "2026-11";

    private EditionCatalogue()
    {
        Water = [new WaterEdition(EditionFile.Read<WaterLimits>("gb3838-2002"), EditionFile.Read<WaterMethod>("huanban-2011-22"))];
        AirIndex = [EditionFile.Read<AirIndexEdition>("hj633-2012"), EditionFile.Read<AirIndexEdition>("hj633-2026")];
        AirStatistics = [EditionFile.Read<AirStatisticsEdition>("hj663-2013"), EditionFile.Read<AirStatisticsEdition>("hj663-2026")];
        Districts = EditionFile.Read<DistrictCodes>("gbt2260");
    }

    /// <summary>The editions of this release.</summary>
    public static EditionCatalogue Default { get; } = new();

    /// <summary>All surface-water editions, oldest first.</summary>
    public IReadOnlyList<WaterEdition> Water { get; }

    /// <summary>All air-index editions, oldest first.</summary>
    public IReadOnlyList<AirIndexEdition> AirIndex { get; }

    /// <summary>All editions of the statistics of air, oldest first.</summary>
    public IReadOnlyList<AirStatisticsEdition> AirStatistics { get; }

    /// <summary>The district codes with their validity.</summary>
    public DistrictCodes Districts { get; }

    /// <summary>The edition that judges surface water sampled on a Beijing date; null when none was in force.</summary>
    public WaterEdition? WaterAt(DateOnly date) => Water.LastOrDefault(e => e.StateOn(date) is not RuleState.Expired);

    /// <summary>The edition that judges air on a Beijing date in a city (GB/T 2260 code; null for "elsewhere"); null when none was in force there.</summary>
    public AirIndexEdition? AirIndexAt(DateOnly date, string? cityCode = null) =>
        AirIndex.InForceOn(date, cityCode);

    /// <summary>The edition of the statistics of air on a Beijing date; null when none was in force.</summary>
    public AirStatisticsEdition? AirStatisticsAt(DateOnly date) => AirStatistics.InForceOn(date);

    /// <summary>The surface-water edition of an id as certificates cite it; null when this release has none.</summary>
    public WaterEdition? FindWater(string? id) => Water.FirstOrDefault(e => e.Id == id);

    /// <summary>The air-index edition of an id or of a standard's number; null when this release has none.</summary>
    public AirIndexEdition? FindAirIndex(string? id) => AirIndex.Find(id);
}

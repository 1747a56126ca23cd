namespace Monitoring.Compliance.Editions;

/// <summary>
/// The editions of all rules, read from the JSON files of this folder, which are part of the library. An edition is
/// chosen by the Beijing date of sampling, never by today's date; a file that was released is never edited, a changed
/// text is a new file.
/// </summary>
public sealed class EditionCatalogue
{
    /// <summary>Version of the set of edition files; stands in every certificate.</summary>
    public const string RuleSet = "2026-11.2";

    private EditionCatalogue()
    {
        Water = [new WaterEdition(EditionFile.Read<WaterLimits>("gb3838-2002"), EditionFile.Read<WaterMethod>("huanban-2011-22"))];
        AirIndex = [EditionFile.Read<AirIndexEdition>("hj633-2012"), EditionFile.Read<AirIndexEdition>("hj633-2026")];
        AirLimits =
        [
            EditionFile.Read<AirLimitsEdition>("gb3095-2012"),
            EditionFile.Read<AirLimitsEdition>("gb3095-2026-transition"),
            EditionFile.Read<AirLimitsEdition>("gb3095-2026-final"),
        ];
        AirStatistics = [EditionFile.Read<AirStatisticsEdition>("hj663-2013"), EditionFile.Read<AirStatisticsEdition>("hj663-2026")];
        CompositeIndex =
        [
            EditionFile.Read<CompositeIndexEdition>("composite-2013"),
            EditionFile.Read<CompositeIndexEdition>("composite-2013-annex-c"),
            EditionFile.Read<CompositeIndexEdition>("composite-2026"),
        ];
        HeavyPollution =
        [
            EditionFile.Read<HeavyPollutionEdition>("heavy-pollution-national-2017"),
            EditionFile.Read<HeavyPollutionEdition>("heavy-pollution-national-2024"),
            EditionFile.Read<HeavyPollutionEdition>("heavy-pollution-chongqing-2022"),
        ];
        SourceWater = [new SourceWaterEdition(Water[0].Limits, EditionFile.Read<SourceWaterLimits>("gb3838-2002-sources"))];
        WaterRanking = [new WaterRankingEdition(Water[0], EditionFile.Read<WaterRankingLimits>("ranking-2017"))];
        YangtzeWarning = [EditionFile.Read<YangtzeWarningEdition>("yangtze-warning-2018")];
        NewPollutants = [EditionFile.Read<NewPollutantList>("new-pollutants-2023")];
        Districts = EditionFile.Read<DistrictCodes>("gbt2260");
        Marks = EditionFile.Read<MarkEdition>("data-marks");
        Quality = EditionFile.Read<QualityEdition>("data-quality");
    }

    /// <summary>The editions of this release.</summary>
    public static EditionCatalogue Default { get; } = new();

    /// <summary>All surface-water editions, oldest first.</summary>
    public IReadOnlyList<WaterEdition> Water { get; }

    /// <summary>All editions for sources of drinking water, oldest first.</summary>
    public IReadOnlyList<SourceWaterEdition> SourceWater { get; }

    /// <summary>All rules for ranking cities by their water, oldest first.</summary>
    public IReadOnlyList<WaterRankingEdition> WaterRanking { get; }

    /// <summary>All rules of the Yangtze early warning, oldest first.</summary>
    public IReadOnlyList<YangtzeWarningEdition> YangtzeWarning { get; }

    /// <summary>All lists of key new pollutants, oldest first.</summary>
    public IReadOnlyList<NewPollutantList> NewPollutants { get; }

    /// <summary>All air-index editions, oldest first.</summary>
    public IReadOnlyList<AirIndexEdition> AirIndex { get; }

    /// <summary>All editions of the limits of air, oldest first.</summary>
    public IReadOnlyList<AirLimitsEdition> AirLimits { get; }

    /// <summary>All editions of the statistics of air, oldest first.</summary>
    public IReadOnlyList<AirStatisticsEdition> AirStatistics { get; }

    /// <summary>All editions of the composite index of air, oldest first.</summary>
    public IReadOnlyList<CompositeIndexEdition> CompositeIndex { get; }

    /// <summary>All rules for the levels of heavy air pollution: the country's, then those of provinces.</summary>
    public IReadOnlyList<HeavyPollutionEdition> HeavyPollution { get; }

    /// <summary>The district codes with their validity.</summary>
    public DistrictCodes Districts { get; }

    /// <summary>What the marks of devices and networks mean.</summary>
    public MarkEdition Marks { get; }

    /// <summary>Which values count, and how many.</summary>
    public QualityEdition Quality { get; }

    /// <summary>The edition that judges surface water sampled on a Beijing date; null when none was in force.</summary>
    public WaterEdition? WaterAt(DateOnly date) => Water.LastOrDefault(e => e.StateOn(date) is not RuleState.Expired);

    /// <summary>The edition that judges air on a Beijing date in a city (GB/T 2260 code; null for "elsewhere"); null when none was in force there.</summary>
    public AirIndexEdition? AirIndexAt(DateOnly date, string? cityCode = null) => AirIndex.InForceOn(date, cityCode);

    /// <summary>
    /// The edition of the statistics of air on a Beijing date in a city (GB/T 2260 code): the minimums of a day came to some cities earlier. Null
    /// stands for "elsewhere", and for the figures of periods; null when none was in force there.
    /// </summary>
    public AirStatisticsEdition? AirStatisticsAt(DateOnly date, string? cityCode = null) => AirStatistics.InForceOn(date, cityCode);

    /// <summary>The limits of air on a Beijing date in a city (GB/T 2260 code; null for "elsewhere"); null when none were in force there.</summary>
    public AirLimitsEdition? AirLimitsAt(DateOnly date, string? cityCode = null) => AirLimits.InForceOn(date, cityCode);

    /// <summary>The composite index that reports of a Beijing date use; null when there was none.</summary>
    public CompositeIndexEdition? CompositeIndexAt(DateOnly date) => CompositeIndex.Where(e => e.ChosenByDate).InForceOn(date);

    /// <summary>
    /// The rules for heavy air pollution in force in a city on a Beijing date: those of the city or its province before those of the
    /// country; null when there were none.
    /// </summary>
    public HeavyPollutionEdition? HeavyPollutionAt(DateOnly date, string? cityCode = null) =>
        HeavyPollution.InForceOn(date, cityCode);

    /// <summary>The surface-water edition of an id as certificates cite it; null when this release has none.</summary>
    public WaterEdition? FindWater(string? id) => Water.FirstOrDefault(e => e.Id == id);

    /// <summary>The air-index edition of an id or of a standard's number; null when this release has none.</summary>
    public AirIndexEdition? FindAirIndex(string? id) => AirIndex.Find(id);
}

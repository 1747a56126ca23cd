using System.Text.Json.Nodes;

namespace Monitoring.Silo.Commands;

/// <summary>The kinds of cases by name. A kind returns null when the inputs do not name something it can judge.</summary>
internal static class AssessKinds
{
    private static readonly Dictionary<string, Func<AssessInputs, JsonObject?>> All = new(StringComparer.Ordinal)
    {
        ["water_item"] = AssessSections.Item,
        ["water_section"] = AssessSections.Section,
        ["water_month"] = AssessSections.Month,
        ["x_items"] = AssessSections.ExtraItemsOfSection,
        ["water_period"] = AssessPeriods.Period,
        ["water_item_set"] = AssessPeriods.Items,
        ["water_targets"] = AssessPeriods.Targets,
        ["water_background"] = AssessPeriods.Background,
        ["water_same_basis"] = AssessPeriods.SameBasis,
        ["district_code"] = AssessPeriods.DistrictOnDay,
        ["water_river"] = AssessRivers.Shares,
        ["water_river_mean"] = AssessRivers.Means,
        ["water_river_sections"] = AssessWholeWaters.River,
        ["water_lake"] = AssessWholeWaters.Lake,
        ["water_compare_sections"] = AssessWholeWaters.Compare,
        ["water_compare"] = AssessRivers.Compare,
        ["water_compare_rating"] = AssessRivers.CompareRatings,
        ["tli"] = AssessRivers.Trophic,
        ["spearman"] = AssessRivers.Trend,
        ["yangtze_warning"] = AssessRivers.Warning,
        ["yangtze_city"] = AssessWaterRules.CityWarning,
        ["cwqi_item"] = AssessWaterRules.ItemIndex,
        ["city_ranking"] = AssessWaterRules.CityRanking,
        ["drinking_source"] = AssessWaterRules.Source,
        ["drinking_item"] = AssessWaterRules.SourceItem,
        ["new_pollutant"] = AssessWaterRules.NewPollutant,
        ["iaqi"] = AssessAir.Iaqi,
        ["aqi_daily"] = AssessAir.Daily,
        ["aqi_realtime"] = AssessAir.Realtime,
        ["daily_mean"] = AssessAir.DailyMean,
        ["o3_mda8"] = AssessAir.OzoneMaximum,
        ["percentile"] = AssessAir.Percentile,
        ["good_day_share"] = AssessAir.GoodDayShare,
        ["good_day_share_province"] = AssessAir.ProvinceGoodDayShare,
        ["good_day_share_deducted"] = AssessAirPeriods.GoodDays,
        ["air_hour"] = AssessAirDays.Hour,
        ["air_site_day"] = AssessAirDays.SiteDay,
        ["air_city_day"] = AssessAirDays.CityDay,
        ["air_same_basis"] = AssessAirDays.SameBasis,
        ["air_period"] = AssessAirPeriods.Figures,
        ["air_limit"] = AssessAirPeriods.Limit,
        ["air_attainment"] = AssessAirPeriods.Attainment,
        ["composite_index"] = AssessAirPeriods.Composite,
        ["heavy_pollution"] = AssessAirPeriods.Heavy,
        ["round_half_even"] = AssessNumbers.RoundHalfEven,
        ["mean_with_nondetect"] = AssessNumbers.MeanWithNonDetect,
        ["round_interval"] = AssessNumbers.RoundToInterval,
        ["ph_mean"] = AssessNumbers.PhMean,
        ["data_mark"] = AssessQuality.Mark,
        ["window_completeness"] = AssessQuality.OfWindow,
        ["check_range"] = AssessQuality.Range,
        ["check_jump"] = AssessQuality.Jumps,
        ["check_persistence"] = AssessQuality.Standstills,
        ["check_inversion"] = AssessQuality.Inversion,
        ["check_saturation"] = AssessQuality.Saturation,
        ["check_neighbours"] = AssessQuality.Neighbours,
        ["instrument_check"] = AssessQuality.Check,
        ["instrument_comparison"] = AssessQuality.Comparison,
        ["span_value"] = AssessQuality.Span,
        ["back_invalidation"] = AssessQuality.Invalidation,
        ["zero_drift"] = AssessQuality.Zero,
    };

    public static IReadOnlyCollection<string> Names => All.Keys;

    public static Func<AssessInputs, JsonObject?>? Find(string kind) => All.GetValueOrDefault(kind);

    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)JsonValue.Create(t))]);
}

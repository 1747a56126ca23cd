using System.Text.Json.Serialization;
using Monitoring.Api.Assessments;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Silo.Periods;
using Monitoring.Storage;

namespace Monitoring.Api.Stations;

/// <summary>A verdict of a station: a class for water, an index for air, or the reason why there is none.</summary>
/// <param name="At">What it is about: a sampling time for water, the start of the hour for air; null when nothing was ever judged.</param>
/// <param name="Reason">Why there is no class or index; null with one.</param>
/// <param name="Since">Since when there is none.</param>
/// <param name="Completeness">Valid values over expected ones, 0 to 1.</param>
/// <param name="Missing">Items that should have taken part and did not, each with its reason.</param>
/// <param name="RuleState">How far the rules that were used are confirmed.</param>
/// <param name="Standard">Edition that judged.</param>
/// <param name="Period">The period's label.</param>
/// <param name="CertificateId">The evidence: GET /api/v1/certificates/{id}; null when nothing was ever judged, and while the store cannot note where a new id points to.</param>
[JsonDerivedType(typeof(WaterVerdictResponse))]
[JsonDerivedType(typeof(AirVerdictResponse))]
[JsonDerivedType(typeof(AirPeriodResponse))]
internal abstract record VerdictResponse(
    DateTimeOffset? At,
    string? Reason,
    DateTimeOffset? Since,
    decimal Completeness,
    IReadOnlyList<MissingResponse> Missing,
    RuleState? RuleState,
    string? Standard,
    string? Period,
    string? CertificateId)
{
    /// <summary>Null when nothing was judged.</summary>
    public static VerdictResponse? Of(StoredVerdict? verdict) => verdict switch
    {
        { Water: { } water } => WaterVerdictResponse.Of(water, verdict),
        { Air: { } air } => AirVerdictResponse.Of(air, verdict),
        _ => null,
    };

    /// <summary>Of a water or air station that nothing was judged of: no data. Null where nothing ever is judged.</summary>
    public static VerdictResponse? Of(Station station, StoredVerdict? verdict) => Of(verdict) ?? station.Kind switch
    {
        StationKind.Water => WaterVerdictResponse.NoData(station.CreatedAt),
        StationKind.Air => AirVerdictResponse.NoData(station.CreatedAt),
        _ => null,
    };

    protected static string? IdOf(StoredVerdict verdict) => verdict.CertificateId.Length > 0 ? verdict.CertificateId : null;
}

/// <summary>An item without a part in the verdict.</summary>
internal sealed record MissingResponse(string Item, string Reason);

/// <summary>An item that decides the class.</summary>
/// <param name="Name">Chinese name.</param>
/// <param name="Limit">Of the target class, or of class III without a target; null for a range.</param>
/// <param name="Multiple">By how many times the limit the value exceeds it; null where it does not.</param>
internal sealed record LimitingResponse(string Code, string Name, string NameEn, decimal Value, decimal? Limit, decimal? Multiple);

/// <param name="Class">1 to 5; 6 is worse than V.</param>
/// <param name="ClassTextZh">As it is written in Chinese: Ⅰ … Ⅴ, 劣Ⅴ.</param>
/// <param name="Items">How many items took part.</param>
/// <param name="ItemSet">Which items decide.</param>
/// <param name="Sources">How the values that took part came about.</param>
internal sealed record WaterVerdictResponse(
    int? Class,
    string? ClassText,
    string? ClassTextZh,
    int? TargetClass,
    bool? Met,
    IReadOnlyList<LimitingResponse> Limiting,
    int Items,
    string ItemSet,
    IReadOnlyList<string> Sources,
    DateTimeOffset? At,
    string? Reason,
    DateTimeOffset? Since,
    decimal Completeness,
    IReadOnlyList<MissingResponse> Missing,
    RuleState? RuleState,
    string? Standard,
    string? Period,
    string? CertificateId)
    : VerdictResponse(At, Reason, Since, Completeness, Missing, RuleState, Standard, Period, CertificateId)
{
    public static WaterVerdictResponse NoData(DateTimeOffset since) => new(
        Class: null, ClassText: null, ClassTextZh: null, TargetClass: null, Met: null, Limiting: [], Items: 0, ItemSet: "", Sources: [],
        At: null, NoVerdictReason.NoData, since, Completeness: 0, Missing: [], RuleState: null, Standard: null, Period: null, CertificateId: null);

    public static WaterVerdictResponse Of(WaterVerdict water, StoredVerdict verdict) => Of(water, verdict.At, verdict.Since, IdOf(verdict));

    /// <summary>The verdict of a period.</summary>
    public static WaterVerdictResponse Of(SectionVerdict verdict) => Of(verdict.Verdict, verdict.Period.Start, since: null, verdict.CertificateId);

    private static WaterVerdictResponse Of(WaterVerdict water, DateTimeOffset at, DateTimeOffset? since, string? certificateId) => new(
        water.Class,
        water.ClassText,
        WaterClassText.Zh(water.Class),
        water.TargetClass,
        water.Met,
        [.. water.Limiting.Select(i => new LimitingResponse(i.Code, i.NameZh, i.Name, i.Value, i.Limit, i.Multiple))],
        water.Items,
        water.Standard is null ? "" : water.ItemSet,
        water.Sources,
        at,
        water.Reason,
        water.Reason is null ? null : since ?? water.Since,
        water.Completeness,
        [.. water.Missing.Select(m => new MissingResponse(m.Item, m.Reason))],
        water.Standard is null ? null : water.RuleState,
        water.Standard,
        water.Period,
        certificateId);
}

/// <param name="Aqi">0 to 500.</param>
/// <param name="Category">English name of the category.</param>
/// <param name="CategoryZh">Official Chinese name of the category.</param>
/// <param name="Level">1 to 6, the category's number.</param>
/// <param name="Primary">Codes of the primary pollutants; named only above 50.</param>
/// <param name="Iaqi">The sub-index of each pollutant, by code.</param>
internal sealed record AirVerdictResponse(
    int? Aqi,
    string? Category,
    string? CategoryZh,
    int? Level,
    IReadOnlyList<string> Primary,
    IReadOnlyDictionary<string, int> Iaqi,
    DateTimeOffset? At,
    string? Reason,
    DateTimeOffset? Since,
    decimal Completeness,
    IReadOnlyList<MissingResponse> Missing,
    RuleState? RuleState,
    string? Standard,
    string? Period,
    string? CertificateId)
    : VerdictResponse(At, Reason, Since, Completeness, Missing, RuleState, Standard, Period, CertificateId)
{
    public static AirVerdictResponse NoData(DateTimeOffset since) => new(
        Aqi: null, Category: null, CategoryZh: null, Level: null, Primary: [], Iaqi: new Dictionary<string, int>(),
        At: null, NoVerdictReason.NoData, since, Completeness: 0, Missing: [], RuleState: null, Standard: null, Period: null, CertificateId: null);

    public static AirVerdictResponse Of(AirVerdict air, StoredVerdict verdict) => Of(air, verdict.At, verdict.Since, IdOf(verdict));

    /// <summary>The verdict of a day.</summary>
    public static AirVerdictResponse Of(CityDay day) => Of(day.Verdict, ChinaTime.StartOf(day.Day), since: null, day.CertificateId);

    private static AirVerdictResponse Of(AirVerdict air, DateTimeOffset at, DateTimeOffset? since, string? certificateId) => new(
        air.Aqi,
        air.Category?.Name,
        air.Category?.NameZh,
        air.Category?.Level,
        [.. air.Primary.Select(p => p.Code())],
        air.Iaqi.GroupBy(i => i.Key.Pollutant).ToDictionary(g => g.Key.Code(), g => g.Max(i => i.Value)),
        at,
        air.Reason,
        air.Reason is null ? null : since,
        air.Completeness,
        [.. air.Missing.Select(m => new MissingResponse(m.Item.Name, m.Reason))],
        air.Standard is null ? null : air.RuleState,
        air.Standard,
        air.Period,
        certificateId);
}

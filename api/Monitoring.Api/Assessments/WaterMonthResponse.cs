using Monitoring.Api.Stations;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Water;
using Monitoring.Silo.Periods;
using Monitoring.Storage;

namespace Monitoring.Api.Assessments;

/// <summary>The sections of one month.</summary>
/// <param name="IsOver">False while the month lasts: then this is the month so far.</param>
/// <param name="Counts">All sections of the question.</param>
/// <param name="Provinces">Per province.</param>
/// <param name="Missing">Sections without a verdict, each with its reason.</param>
internal sealed record WaterMonthResponse(
    string Month,
    bool IsOver,
    IReadOnlyList<SectionMonthResponse> Items,
    string? Cursor,
    CountsResponse Counts,
    IReadOnlyDictionary<string, CountsResponse> Provinces,
    IReadOnlyList<RiverMonthResponse> Rivers,
    IReadOnlyList<MissingSectionResponse> Missing)
{
    public static WaterMonthResponse Of(WaterMonth month, IReadOnlyList<SectionMonth> page, string? cursor) => new(
        month.Month.Label,
        month.IsOver,
        [.. page.Select(SectionMonthResponse.Of)],
        cursor,
        CountsResponse.Of(month.Counts),
        month.Provinces.ToDictionary(p => p.Key, p => CountsResponse.Of(p.Value)),
        [.. month.Rivers.Select(RiverMonthResponse.Of)],
        [.. month.Sections.Where(s => s.Class is null).Select(s => MissingSectionResponse.Of(s.Month))]);
}

/// <summary>A section without a verdict.</summary>
internal sealed record MissingSectionResponse(string SectionId, string SectionName, string Province, string Reason)
{
    public static MissingSectionResponse Of(SectionVerdict verdict) =>
        new(verdict.Section.Id, verdict.Section.Name, verdict.Section.Province, verdict.Verdict.Reason!);
}

/// <summary>A period to compare with: its class, or why there is none.</summary>
internal sealed record ComparedResponse(string Period, int? Class, string? ClassText, string? ClassTextZh, string? Reason)
{
    public static ComparedResponse Of(WaterVerdict verdict) => new(verdict.Period, verdict.Class, verdict.ClassText, WaterClassText.Zh(verdict.Class), verdict.Reason);
}

/// <summary>One dated target of the section.</summary>
/// <param name="Basis"><c>assessment</c> or <c>function-zone</c>.</param>
/// <param name="Met">Null without a class.</param>
internal sealed record TargetOutcomeResponse(string Basis, int Class, bool? Met)
{
    public static TargetOutcomeResponse Of(TargetOutcome outcome) => new(outcome.Target.Basis, outcome.Target.Class, outcome.Met);
}

/// <summary>A section in one month.</summary>
/// <param name="Origin">Simulated as soon as one of its stations is; null for a section without a station.</param>
/// <param name="Class">1 to 5; 6 is worse than V; null without a verdict, then <paramref name="Reason"/> says why.</param>
/// <param name="Met">Whether the class is the target or better.</param>
/// <param name="Targets">Every target that holds on the first of the month; <paramref name="Met"/> speaks of the assessment target where there is one.</param>
/// <param name="Limiting">The items that decide the class, with the multiple of the target's limit.</param>
/// <param name="MainIndicators">Main pollution indicators of a class IV or worse, with the multiple of the limit of class III.</param>
/// <param name="CertificateId">The evidence: GET /api/v1/certificates/{id}.</param>
internal sealed record SectionMonthResponse(
    string SectionId,
    string SectionName,
    string SectionNameEn,
    IReadOnlyList<string> Stations,
    StationOrigin? Origin,
    string Province,
    string Responsible,
    string Receives,
    string River,
    bool MainStem,
    bool IsTransboundary,
    WaterBody WaterBody,
    int? Class,
    string? ClassText,
    string? ClassTextZh,
    string? Rating,
    string? RatingZh,
    int? TargetClass,
    bool? Met,
    IReadOnlyList<TargetOutcomeResponse> Targets,
    IReadOnlyList<LimitingResponse> Limiting,
    IReadOnlyList<string> MainIndicators,
    int Items,
    string ItemSet,
    decimal Completeness,
    IReadOnlyList<string> Sources,
    IReadOnlyList<MissingResponse> Missing,
    string? Reason,
    RuleState RuleState,
    string? Standard,
    string Period,
    ComparedResponse LastMonth,
    ComparedResponse LastYear,
    string CertificateId)
{
    public static SectionMonthResponse Of(SectionMonth month)
    {
        var (section, verdict) = (month.Monitored.Section, WaterVerdictResponse.Of(month.Month));
        var water = month.Month.Verdict;
        return new SectionMonthResponse(
            section.Id,
            section.Name,
            section.NameEn,
            [.. month.Monitored.Stations.Select(s => s.Id.Value)],
            month.Monitored.Origin,
            section.Province,
            section.Responsible,
            section.Receives,
            section.River,
            section.IsMainStem,
            section.IsTransboundary,
            section.WaterBody,
            verdict.Class,
            verdict.ClassText,
            verdict.ClassTextZh,
            water.Rating?.Name,
            water.Rating?.NameZh,
            verdict.TargetClass,
            verdict.Met,
            [.. month.Targets.Select(TargetOutcomeResponse.Of)],
            verdict.Limiting,
            [.. water.MainIndicators.Select(i => i.TextZh)],
            verdict.Items,
            verdict.ItemSet,
            verdict.Completeness,
            verdict.Sources,
            verdict.Missing,
            verdict.Reason,
            water.RuleState,
            verdict.Standard,
            water.Period,
            ComparedResponse.Of(month.LastMonth),
            ComparedResponse.Of(month.LastYear),
            month.Month.CertificateId);
    }
}

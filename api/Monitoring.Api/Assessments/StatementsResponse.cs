using Monitoring.Api.Stations;
using Monitoring.Silo.Periods;

namespace Monitoring.Api.Assessments;

/// <summary>The standing statements.</summary>
/// <param name="MissingMonths">Months in which no section of the main stem has a verdict.</param>
internal sealed record StatementsResponse(string From, string To, IReadOnlyList<MainStemResponse> MainStem, IReadOnlyList<string> MissingMonths, AirRangeResponse GoodAirDays)
{
    public static StatementsResponse Of(string from, string to, Statements statements) => new(
        from,
        to,
        [.. statements.MainStem.Select(MainStemResponse.Of)],
        [.. statements.MissingMonths.Select(m => m.Label)],
        AirRangeResponse.Of(statements.AirFrom, statements.AirTo, statements.Air));
}

/// <summary>"The main stem keeps class II" in one month, in its three readings.</summary>
/// <param name="EverySection">Each section has class II or better; null while none is worse and one has no verdict.</param>
/// <param name="ShareAtClassTwo">Sections of class II or better over judged ones.</param>
/// <param name="WholeStem">The stem as one water: means of the items over the judged sections.</param>
internal sealed record MainStemResponse(
    string Month,
    bool IsOver,
    int Sections,
    int Judged,
    EverySectionResponse EverySection,
    ShareResponse ShareAtClassTwo,
    WholeStemResponse WholeStem,
    bool IsSimulated,
    IReadOnlyList<MissingSectionResponse> Missing,
    IReadOnlyList<string> CertificateIds)
{
    public static MainStemResponse Of(MainStemMonth month) => new(
        month.Month.Label,
        month.IsOver,
        month.Sections.Count,
        month.Judged,
        new EverySectionResponse(
            month.EverySection,
            [.. month.Sections.Where(s => s.Verdict.Class > 2).Select(s => new WorseSectionResponse(s.Section.Id, s.Section.Name, s.Verdict.Class!.Value, s.CertificateId))]),
        new ShareResponse(month.ShareAtClassTwo, month.AtClassTwo, month.Judged),
        new WholeStemResponse(month.WholeAtClassTwo, month.Whole?.Class, month.Whole?.ClassText, WaterClassText.Zh(month.Whole?.Class)),
        month.IsSimulated,
        [.. month.Sections.Where(s => s.Verdict.Class is null).Select(MissingSectionResponse.Of)],
        [.. month.Sections.Where(s => s.Verdict.Class is not null).Select(s => s.CertificateId)]);
}

internal sealed record WorseSectionResponse(string SectionId, string SectionName, int Class, string CertificateId);

internal sealed record EverySectionResponse(bool? Holds, IReadOnlyList<WorseSectionResponse> Worse);

/// <param name="Share">Percent; null without a judged section.</param>
/// <param name="Of">Judged sections: the denominator.</param>
internal sealed record ShareResponse(decimal? Share, int Sections, int Of);

internal sealed record WholeStemResponse(bool? Holds, int? Class, string? ClassText, string? ClassTextZh);

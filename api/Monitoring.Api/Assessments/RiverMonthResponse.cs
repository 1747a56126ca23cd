using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Silo.Periods;

namespace Monitoring.Api.Assessments;

/// <summary>How many sections have which class.</summary>
/// <param name="ByClass">Counts of I, II, III, IV, V and worse than V.</param>
/// <param name="GoodShare">Classes I to III over judged sections, percent.</param>
/// <param name="InferiorShare">Worse than V over judged sections, percent.</param>
internal sealed record CountsResponse(int Sections, int Judged, int WithoutVerdict, IReadOnlyList<int> ByClass, int Met, int Missed, decimal? GoodShare, decimal? InferiorShare)
{
    public static CountsResponse Of(ClassCounts counts) =>
        new(counts.Sections, counts.Judged, counts.WithoutVerdict, counts.ByClass, counts.Met, counts.Missed, counts.GoodShare, counts.InferiorShare);
}

/// <summary>A comparison over the sections that have a class in both periods.</summary>
/// <param name="LeftOut">Sections with a class in only one of the periods.</param>
/// <param name="Delta">Percentage points; positive is better; null without sections in both.</param>
internal sealed record ComparisonResponse(int Sections, int LeftOut, decimal? Delta, string? Change)
{
    private const int DeltaDecimals = 1;

    public static ComparisonResponse Of(ComparisonVerdict comparison) =>
        new(comparison.Sections, comparison.LeftOut, comparison.Delta is { } delta ? Gb8170.RoundPlain(delta, DeltaDecimals) : null, comparison.Change?.Text());
}

/// <summary>A river in one month.</summary>
/// <param name="Method"><c>shares</c> from five judged sections on, <c>means</c> of the items below; null without any.</param>
/// <param name="Class">Of the means; null by shares.</param>
/// <param name="MainIndicators">By shares: at most three items with the share of sections worse than class III.</param>
/// <param name="CertificateId">The evidence: GET /api/v1/certificates/{id}.</param>
internal sealed record RiverMonthResponse(
    string River,
    CountsResponse Counts,
    string? Method,
    string? Rating,
    string? RatingZh,
    int? Class,
    ComparisonResponse ToLastMonth,
    ComparisonResponse ToLastYear,
    IReadOnlyList<string> MainIndicators,
    RuleState RuleState,
    string CertificateId)
{
    public static RiverMonthResponse Of(RiverMonth river) => new(
        river.River,
        CountsResponse.Of(river.Counts),
        river.Verdict.Method,
        river.Verdict.Rating?.Name,
        river.Verdict.Rating?.NameZh,
        river.Verdict.Class,
        ComparisonResponse.Of(river.ToLastMonth),
        ComparisonResponse.Of(river.ToLastYear),
        [.. river.Verdict.Indicators.Select(i => i.TextZh)],
        river.Verdict.RuleState,
        river.CertificateId);
}

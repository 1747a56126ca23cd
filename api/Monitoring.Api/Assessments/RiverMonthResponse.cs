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
    public static ComparisonResponse Of(SharesComparison comparison) => new(comparison.Sections, comparison.LeftOut, comparison.Delta, comparison.Change?.Text());
}

/// <summary>A river in one month.</summary>
/// <param name="Method"><c>shares</c> from five judged sections on, <c>means</c> of the items below; null without any.</param>
/// <param name="Class">Of the means; null by shares.</param>
internal sealed record RiverMonthResponse(
    string River, CountsResponse Counts, string? Method, string? Rating, string? RatingZh, int? Class, ComparisonResponse ToLastMonth, ComparisonResponse ToLastYear)
{
    public static RiverMonthResponse Of(RiverMonth river) => new(
        river.River,
        CountsResponse.Of(river.Counts),
        river.Method,
        river.Rating?.Name,
        river.Rating?.NameZh,
        river.Class,
        ComparisonResponse.Of(river.ToLastMonth),
        ComparisonResponse.Of(river.ToLastYear));
}

using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Water;

/// <summary>The rating of a river by shares.</summary>
/// <param name="Rating">The rating's words and colour.</param>
/// <param name="GoodShare">Share of sections in classes I to III in percent, one decimal.</param>
/// <param name="InferiorShare">Share of sections worse than V in percent, one decimal.</param>
public sealed record RiverRating(WaterRating Rating, decimal GoodShare, decimal InferiorShare);

/// <summary>The state of a river, basin or water system (HuanBan [2011] 22, section 5).</summary>
public static class RiverAssessment
{
    private const int ShareDecimals = 1;

    /// <summary>
    /// Five sections or more: rated by the shares of classes. The bounds are held against the exact shares, not the printed ones.
    /// Null with fewer sections, which <see cref="ByMeans"/> judges. Sections without a class are not to be passed.
    /// </summary>
    public static RiverRating? ByShares(IReadOnlyCollection<int> sectionClasses, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(sectionClasses);
        ArgumentNullException.ThrowIfNull(edition);
        var rule = edition.Method.River;
        if (sectionClasses.Count < rule.MinSectionsForShares)
        {
            return null;
        }

        decimal count = sectionClasses.Count;
        var good = sectionClasses.Count(c => c <= 3) * 100 / count;
        var inferior = sectionClasses.Count(c => c >= SingleFactor.InferiorV) * 100 / count;
        var row = rule.Ratings.First(r => (r.MinGoodShare is null || good >= r.MinGoodShare) && (r.MaxInferiorShareExclusive is null || inferior < r.MaxInferiorShareExclusive));
        var rating = edition.Method.Ratings.First(r => r.Name == row.Name);
        return new RiverRating(
            new WaterRating(rating.Name, rating.NameZh, rating.Color, rating.ColorZh), Gb8170.RoundPlain(good, ShareDecimals), Gb8170.RoundPlain(inferior, ShareDecimals));
    }

    /// <summary>
    /// Fewer than five sections: the mean of each item over the sections that have it, rounded once, then the single-factor rule
    /// over the items of <paramref name="set"/>. pH is averaged through hydrogen ions.
    /// </summary>
    public static WaterVerdict ByMeans(IReadOnlyList<IReadOnlyDictionary<string, decimal>> sections, Period period, WaterBody body, ItemSet set, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(edition);
        var values = new List<SectionValue>();
        foreach (var code in edition.ItemsOf(set))
        {
            var ofSections = sections.Where(s => s.ContainsKey(code)).Select(s => s[code]).Order().ToList();
            if (ofSections.Count > 0)
            {
                var mean = code is "pH" ? HydrogenIonMean.Of(ofSections) : ArithmeticMean.Of(ofSections);
                values.Add(new SectionValue(ParameterCode.Parse(code), Gb8170.Text(mean), DataMark.Normal, period.Start, ReadingSource.Automatic));
            }
        }

        return SectionAssessment.Assess(new SectionInputs { Period = period, WaterBody = body, Rounding = RoundingPolicy.Period, ItemSet = set, Values = values }, edition);
    }
}

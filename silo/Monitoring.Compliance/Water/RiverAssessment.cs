using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Water;

/// <summary>The rating of a river by shares (HuanBan [2011] 22, section 5).</summary>
/// <param name="Rating">The rating's words and colour.</param>
/// <param name="GoodShare">Share of sections in classes I to III in percent, one decimal.</param>
/// <param name="InferiorShare">Share of sections worse than V in percent, one decimal.</param>
public sealed record RiverRating(WaterRating Rating, decimal GoodShare, decimal InferiorShare);

/// <summary>The state of a river, basin or water system (HuanBan [2011] 22, section 5).</summary>
public static class RiverAssessment
{
    /// <summary>Rated by the shares of classes.</summary>
    public const string Shares = "shares";

    /// <summary>Judged by the means of the items.</summary>
    public const string Means = "means";

    private const int ShareDecimals = 1;
    private const int Good = 3;

    /// <summary>
    /// Judges a river, basin, water system or province by the edition of the period's first day (HuanBan [2011] 22, section 5). Sections
    /// without a class are counted apart; without any judged section there is a reason instead of a rating.
    /// </summary>
    public static RiverVerdict Assess(RiverInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Judge(inputs, WaterChoice.Of(inputs.Period, inputs.WhatIf));
    }

    internal static RiverVerdict Judge(RiverInputs inputs, WaterEdition? edition)
    {
        inputs = inputs.Canonical();
        var judged = inputs.Sections.Where(s => s.Class is >= 1 and <= SingleFactor.InferiorV).ToList();
        var classes = judged.ConvertAll(s => s.Class!.Value);
        var verdict = new RiverVerdict
        {
            Edition = edition?.Id,
            WhatIf = inputs.WhatIf,
            Judged = judged.Count,
            WithoutVerdict = inputs.Sections.Count - judged.Count,
            ByClass = [.. Enumerable.Range(1, SingleFactor.InferiorV).Select(c => classes.Count(x => x == c))],
        };
        if (edition is null)
        {
            return verdict with { Reason = WaterChoice.ReasonOf(inputs.WhatIf) };
        }

        verdict = verdict with
        {
            Clauses = [$"{edition.Limits.Standard} table 1", edition.Method.River.Clause],
            RuleState = WaterChoice.Weakest(edition.StateOn(inputs.Period.Date), edition.Method.River.State),
        };
        if (judged.Count == 0 || !ItemSet.TryParse(inputs.ItemSet, out var set))
        {
            return verdict with { Reason = judged.Count == 0 ? NoVerdictReason.TooFewData : NoVerdictReason.UnknownItem };
        }

        verdict = verdict with { GoodShare = Share(classes.Count(c => c <= Good), classes.Count), InferiorShare = Share(classes.Count(c => c == SingleFactor.InferiorV), classes.Count) };
        var read = judged.ConvertAll(s => ItemValues.Read(s.Section, s.Means, edition));
        var sections = judged.Zip(read, (s, r) => new ReadSection(s.Section, r.Numbers)).ToList();
        verdict = verdict with { LeftOutValues = RuleVerdict.NullWhenNone(read.SelectMany(r => r.LeftOut)) };
        return ByShares(classes, edition) is { } shares
            ? WithShares(verdict, shares, sections, inputs, set, edition)
            : WithMeans(verdict, sections, inputs, set, edition);
    }

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
    /// over the items of <paramref name="set"/>. pH is averaged through hydrogen ions. Sections as <see cref="ItemValues.Read"/> gives them.
    /// </summary>
    public static WaterVerdict ByMeans(IReadOnlyList<IReadOnlyDictionary<string, decimal>> sections, Period period, WaterBody body, ItemSet set, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(edition);
        return SectionAssessment.Assess(InputsOfMeans(sections, period, body, set, edition), edition);
    }

    private static SectionInputs InputsOfMeans(IReadOnlyList<IReadOnlyDictionary<string, decimal>> sections, Period period, WaterBody body, ItemSet set, WaterEdition edition)
    {
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

        return new SectionInputs { Period = period, WaterBody = body, Rounding = RoundingPolicy.Period, ItemSet = set, Values = values };
    }

    private static RiverVerdict WithShares(RiverVerdict verdict, RiverRating shares, List<ReadSection> judged, RiverInputs inputs, ItemSet set, WaterEdition edition)
    {
        var sections = judged.ConvertAll(s => SectionOf(s, inputs, set, edition));
        var above = edition.ItemsOf(set)
            .Select(code => (Item: edition.Find(code), Sections: sections.Count(s => s.Exists(i => i.Code == code && i.MissingReason is null && i.Class > Good))))
            .Where(i => i is { Item: not null, Sections: > 0 })
            .ToList();
        var indicators = edition.Method.River.Indicators;
        return verdict with
        {
            Method = Shares,
            Rating = shares.Rating,
            Clauses = [.. verdict.Clauses, indicators.Clause],
            RuleState = WaterChoice.Weakest(verdict.RuleState, above.Count > 0 ? indicators.State : RuleState.Verified),
            Indicators =
            [
                .. above.OrderByDescending(i => i.Sections).Take(edition.Method.MaxMainIndicators)
                    .Select(i => new RiverIndicator(i.Item!.Code, i.Item.NameZh, i.Sections, Share(i.Sections, judged.Count))),
            ],
            Steps = [.. above.Select(i => new CalculationStep(i.Item!.Code, "sections worse than class III", i.Sections))],
        };
    }

    private static RiverVerdict WithMeans(RiverVerdict verdict, List<ReadSection> judged, RiverInputs inputs, ItemSet set, WaterEdition edition)
    {
        var means = judged.ConvertAll(s => s.Means);
        var (whole, items) = SectionAssessment.Judge(InputsOfMeans(means, inputs.Period, inputs.WaterBody, set, edition), edition);
        return verdict with
        {
            Method = whole.Class is null ? null : Means,
            Class = whole.Class,
            Rating = whole.Rating,
            Reason = whole.Reason,
            RuleState = WaterChoice.Weakest(verdict.RuleState, whole.RuleState),
            SectionIndicators =
            [
                .. judged
                    .Select(s => new SectionIndicators(s.Section, [.. MainIndicators.Of(SectionOf(s, inputs, set, edition).Where(i => i.MissingReason is null), inputs.WaterBody, edition).Select(i => i.Text)]))
                    .Where(s => s.Indicators.Count > 0),
            ],
            Steps =
            [
                .. items.Where(i => i.MissingReason is null).SelectMany(i => new[]
                {
                    new CalculationStep(i.Code, "mean over the sections", i.Unrounded),
                    new CalculationStep(i.Code, "compared", i.Compared),
                    new CalculationStep(i.Code, "class", i.Class),
                }),
            ],
        };
    }

    private static List<AssessedItem> SectionOf(ReadSection section, RiverInputs inputs, ItemSet set, WaterEdition edition)
    {
        var own = InputsOfMeans([section.Means], inputs.Period, inputs.WaterBody, set, edition);
        return AssessedItem.OfAll(edition.ItemsOf(set), own, edition);
    }

    private static decimal Share(int count, int of) => Gb8170.RoundPlain(count * 100m / of, ShareDecimals);

    private sealed record ReadSection(string Section, IReadOnlyDictionary<string, decimal> Means);
}

using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Water;

/// <summary>
/// The class of a monitoring section by single-factor assessment: the worst class among the items that take part
/// (HuanBan [2011] 22, section 3; limits of GB 3838-2002 table 1).
/// </summary>
public static class SectionAssessment
{
    private const int CompletenessDecimals = 4;

    /// <summary>
    /// Judges a section by the edition in force on the period's first day. Whatever the inputs hold, this returns: values
    /// that cannot be assessed are named in <see cref="WaterVerdict.Missing"/>, and without any there is a reason instead of a class.
    /// </summary>
    public static WaterVerdict Assess(SectionInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return EditionOf(inputs) is { } edition ? Assess(inputs, edition) : NoVerdict(inputs);
    }

    /// <summary>Judges a section by a given edition; one that was not in force makes the rule state <see cref="RuleState.Expired"/>.</summary>
    public static WaterVerdict Assess(SectionInputs inputs, WaterEdition edition) => Judge(inputs, edition).Verdict;

    /// <summary>The verdict, and per short code what each item that took part entered with before rounding (HuanBan [2011] 22, section 2): years are made from months.</summary>
    public static (WaterVerdict Verdict, IReadOnlyDictionary<string, ItemMean> Means) AssessWithMeans(SectionInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (EditionOf(inputs) is not { } edition)
        {
            return (NoVerdict(inputs), new Dictionary<string, ItemMean>());
        }

        var (verdict, items) = Judge(inputs, edition);
        return (verdict, AssessedItem.MeansOf(items));
    }

    /// <summary>The verdict with the way each item came to its class.</summary>
    internal static (WaterVerdict Verdict, IReadOnlyList<AssessedItem> Items) Judge(SectionInputs inputs, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(edition);
        var all = AssessedItem.OfAll(edition.ItemsOf(inputs.ItemSet), inputs, edition);
        var used = all.FindAll(i => i.MissingReason is null);
        var common = new WaterVerdict
        {
            Period = inputs.Period.Label,
            ItemSet = inputs.ItemSet.Name,
            TargetClass = TargetOf(inputs),
            Items = used.Count,
            Completeness = CompletenessOf(all.FindAll(i => i.MissingReason is not NoVerdictReason.NaturalBackground), inputs.ExpectedPerItem),
            Sources = SourcesOf(used),
            Missing = used.Count == all.Count ? [] : [.. all.Where(i => i.MissingReason is not null).Select(i => new MissingItem(i.Code, i.MissingReason!))],
            RuleState = StateOf(inputs, edition, used),
            Standard = edition.Limits.Standard,
            WhatIf = inputs.WhatIf,
        };

        if (inputs.Condition is { } condition)
        {
            return (common with { Reason = condition, Since = inputs.Period.Start }, all);
        }

        return (used.Count == 0 ? common with { Reason = ReasonOf(all), Since = SinceOf(inputs) } : WithClass(common, used, inputs, edition), all);
    }

    /// <summary>The edition that was asked for, or that of the period's first day.</summary>
    internal static WaterEdition? EditionOf(SectionInputs inputs) =>
        inputs.WhatIf is { } id ? EditionCatalogue.Default.FindWater(id) : EditionCatalogue.Default.WaterAt(inputs.Period.Date);

    /// <summary>The verdict of a section that no edition can judge.</summary>
    internal static WaterVerdict NoVerdict(SectionInputs inputs) => new()
    {
        Period = inputs.Period.Label,
        ItemSet = inputs.ItemSet.Name,
        TargetClass = TargetOf(inputs),
        WhatIf = inputs.WhatIf,
        Reason = inputs.WhatIf is null ? NoVerdictReason.EditionGap : NoVerdictReason.UnknownEdition,
        Since = inputs.Period.Start,
    };

    private static WaterVerdict WithClass(WaterVerdict common, List<AssessedItem> used, SectionInputs inputs, WaterEdition edition)
    {
        var worst = used.Max(i => i.Class);
        var rating = edition.Method.Ratings.First(r => r.Class == worst);
        return common with
        {
            Class = worst,
            ClassText = edition.Limits.Classes.First(c => c.Class == worst).Text,
            Rating = new WaterRating(rating.Name, rating.NameZh, rating.Color, rating.ColorZh),
            Met = common.TargetClass is { } target ? worst <= target : null,
            Limiting = worst == 1 ? [] : [.. used.Where(i => i.Class == worst).Select(i => Limiting(i, common.TargetClass ?? 3, inputs.WaterBody))],
            MainIndicators = worst <= MainIndicators.Good ? [] : MainIndicators.Of(used, inputs.WaterBody, edition),
        };
    }

    private static LimitingItem Limiting(AssessedItem assessed, int targetClass, WaterBody body)
    {
        var item = assessed.Item!;
        var limit = SingleFactor.LimitOf(item, body, targetClass);
        var multiple = SingleFactor.MultipleOf(item, assessed.Compared, limit);
        return new LimitingItem(
            item.MinistryCode, item.Code, item.Name, item.NameZh, assessed.Compared, assessed.Class, limit, multiple is { } m ? Gb8170.RoundPlain(m, 2) : null);
    }

    private static int? TargetOf(SectionInputs inputs) => inputs.TargetClass is >= 1 and <= 5 ? inputs.TargetClass : null;

    private static decimal CompletenessOf(List<AssessedItem> all, int expectedPerItem)
    {
        var expected = Math.Max(1, expectedPerItem);
        return all.Count == 0 ? 0 : Gb8170.RoundPlain((decimal)all.Sum(i => Math.Min(i.Valid, expected)) / ((decimal)all.Count * expected), CompletenessDecimals);
    }

    private static IReadOnlyList<string> SourcesOf(List<AssessedItem> used) =>
        (used.Exists(i => i.Source is ReadingSource.Automatic), used.Exists(i => i.Source is ReadingSource.Hand)) switch
        {
            (true, true) => ["automatic", "hand"],
            (true, false) => ["automatic"],
            (false, true) => ["hand"],
            _ => [],
        };

    // Stopped or under maintenance only when nothing else was wrong; otherwise the data are simply too few.
    private static string ReasonOf(List<AssessedItem> all)
    {
        var reasons = all.Select(i => i.MissingReason).Where(r => r is not NoVerdictReason.Missing).Distinct().ToList();
        return reasons is [NoVerdictReason.Stopped or NoVerdictReason.Maintenance] ? reasons[0]! : NoVerdictReason.TooFewData;
    }

    private static DateTimeOffset SinceOf(SectionInputs inputs) =>
        inputs.Values.Count == 0 ? inputs.Period.Start : inputs.Values.Max(v => v.SampledAt);

    private static RuleState StateOf(SectionInputs inputs, WaterEdition edition, List<AssessedItem> used)
    {
        var setRule = inputs is { Rounding: RoundingPolicy.Raw, ItemSet.Name: "5" } ? edition.Method.Instant : edition.RuleOn(inputs.Period.Date);
        var form = inputs.ItemSet.IsTwentyOne ? "21" : "5+X";
        var setState = setRule is null || (setRule != edition.Method.Instant && setRule.Form != form) ? RuleState.Expired : setRule.State;
        var rounding = inputs.Rounding is RoundingPolicy.Period ? edition.Method.Rounding.State : RuleState.Verified;
        var background = inputs.NaturalBackground.Any(e => e.HoldsOn(inputs.Period.Date)) ? edition.Method.NaturalBackground.State : RuleState.Verified;
        ReadOnlySpan<RuleState> ofAll = [edition.StateOn(inputs.Period.Date), setState, rounding, LeastDataOf(inputs, edition), background];
        var weakest = ofAll[0];
        foreach (var state in ofAll)
        {
            weakest = state > weakest ? state : weakest;
        }

        foreach (var item in used)
        {
            weakest = item.Item!.State > weakest ? item.Item.State : weakest;
        }

        return weakest;
    }

    // Who asks for less than the rule does not use it.
    private static RuleState LeastDataOf(SectionInputs inputs, WaterEdition edition)
    {
        var rule = edition.Method.Periods.FirstOrDefault(p => p.Kind == inputs.Period.Kind);
        return rule is not null && inputs.MinimumPerItem >= rule.Minimum ? rule.State : RuleState.Verified;
    }
}

using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>What the trophic index of a lake is made from (CNEMC 2001 No. 090).</summary>
public sealed record TrophicInputs
{
    /// <summary>Name of the lake or point.</summary>
    public required string Water { get; init; }

    /// <summary>The period; its first day chooses the edition.</summary>
    public required Period Period { get; init; }

    /// <summary>By short code: <c>chla</c> in mg/m³, <c>SD</c> in m, <c>TP</c>, <c>TN</c> and <c>CODMn</c> in mg/L; in their own digits.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>Id of the edition that judges on purpose; null chooses by date.</summary>
    public string? WhatIf { get; init; }
}

/// <summary>The trophic state with its calculation (CNEMC 2001 No. 090; HuanBan [2011] 22, section 7).</summary>
public sealed record TrophicResult : RuleVerdict
{
    /// <summary>Index and state; null without them.</summary>
    public TrophicVerdict? Trophic { get; init; }
}

/// <summary>The trophic state of a lake as a verdict of its own (CNEMC 2001 No. 090; HuanBan [2011] 22, section 7).</summary>
public static class TrophicAssessment
{
    /// <summary>Index and state by the edition of the period's first day; an item that is absent, negative or zero gives no index (CNEMC 2001 No. 090).</summary>
    public static TrophicResult Assess(TrophicInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Judge(inputs, WaterChoice.Of(inputs.Period, inputs.WhatIf));
    }

    internal static TrophicResult Judge(TrophicInputs inputs, WaterEdition? edition)
    {
        var result = new TrophicResult { Edition = edition?.Id, WhatIf = inputs.WhatIf };
        if (edition is null)
        {
            return result with { Reason = WaterChoice.ReasonOf(inputs.WhatIf) };
        }

        var rule = edition.Method.Trophic;
        result = result with { Clauses = [rule.Clause], RuleState = WaterChoice.Weakest(edition.StateOn(inputs.Period.Date), rule.State) };
        var (values, leftOut) = ItemValues.Read(inputs.Water, inputs.Values, edition);
        result = result with { LeftOutValues = RuleVerdict.NullWhenNone(leftOut) };
        if (TrophicState.Of(values, edition) is not { } trophic)
        {
            return result with { Reason = ReasonOf(rule, values, leftOut, edition) };
        }

        var weights = rule.Items.Sum(i => i.Weight);
        return result with
        {
            Trophic = trophic,
            Steps =
            [
                .. rule.Items.SelectMany(i => new[]
                {
                    new CalculationStep(i.Code, "index", TrophicState.IndexOf(i, values[i.Code])),
                    new CalculationStep(i.Code, "weight", i.Weight / weights),
                }),
            ],
        };
    }

    // That of the first of the five, in the order of the rule; zero has no logarithm.
    private static string ReasonOf(TrophicRule rule, IReadOnlyDictionary<string, decimal> values, IReadOnlyList<LeftOutValue> leftOut, WaterEdition edition) => rule.Items
        .Select(i => values.TryGetValue(i.Code, out var value)
            ? value > 0 ? null : NoVerdictReason.Impossible
            : leftOut.FirstOrDefault(l => (edition.Find(l.Item)?.Code ?? l.Item) == i.Code)?.Reason ?? NoVerdictReason.Missing)
        .First(r => r is not null)!;
}

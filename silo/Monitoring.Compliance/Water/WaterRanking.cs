using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>The water index of cities (CWQI) and their ranking (环办监测〔2017〕51号).</summary>
public static class WaterRanking
{
    private const int ChangeDecimals = 2;

    /// <summary>Ranks cities by the edition of the period's first day (环办监测〔2017〕51号); a city that lacks an item has no index and no rank.</summary>
    public static WaterRankingVerdict Assess(WaterRankingInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var editions = EditionCatalogue.Default.WaterRanking;
        return Judge(inputs, inputs.WhatIf is { } id
            ? editions.FirstOrDefault(e => e.Id == id)
            : editions.LastOrDefault(e => e.Rules.StateOn(inputs.Period.Date) is not RuleState.Expired));
    }

    /// <summary>
    /// The index of one item: value over the limit of class III; pH its distance from 7 over that of the bound; dissolved oxygen the limit
    /// over the value (环办监测〔2017〕51号). Null where the item has no limit, or for dissolved oxygen of nothing that could be measured.
    /// </summary>
    public static decimal? IndexOf(WaterItem item, WaterBody body, decimal value, WaterRankingLimits rules)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(rules);
        if (item.Range is [var low, var high])
        {
            return value <= rules.NeutralPh ? (rules.NeutralPh - value) / (rules.NeutralPh - low) : (value - rules.NeutralPh) / (high - rules.NeutralPh);
        }

        return SingleFactor.LimitOf(item, body, rules.LimitClass) is not { } limit ? null
            : item.Direction is LimitDirection.Max ? value / limit
            : MeasuredValue.CanDivide(value) ? limit / value : null;
    }

    internal static WaterRankingVerdict Judge(WaterRankingInputs inputs, WaterRankingEdition? edition)
    {
        inputs = inputs.Canonical();
        var verdict = new WaterRankingVerdict { Edition = edition?.Id, WhatIf = inputs.WhatIf };
        if (edition is null || !ItemSet.TryParse(inputs.ItemSet, out var set))
        {
            return verdict with { Reason = edition is null ? WaterChoice.ReasonOf(inputs.WhatIf) : NoVerdictReason.UnknownItem };
        }

        var steps = new List<CalculationStep>();
        var leftOut = new List<LeftOutValue>();
        var cities = inputs.Cities.Select(c => CityOf(c, set, edition, steps, leftOut)).ToList();
        var ranked = cities.ConvertAll(c => c with
        {
            Rank = c.Index is { } index ? 1 + cities.Count(o => o.Index < index) : null,
            ChangeRank = c.ChangePercent is { } change ? 1 + cities.Count(o => o.ChangePercent < change) : null,
        });
        return verdict with
        {
            Clauses = [edition.Rules.Formulas.Clause, edition.Rules.Weighting.Clause],
            RuleState = WaterChoice.Weakest(edition.Rules.StateOn(inputs.Period.Date), edition.Rules.Formulas.State, edition.Rules.Weighting.State),
            Reason = ranked.Exists(c => c.Rank is not null) ? null : NoVerdictReason.TooFewData,
            Cities = [.. ranked.OrderBy(c => c.Rank ?? int.MaxValue).ThenBy(c => c.City, StringComparer.Ordinal)],
            LeftOutValues = RuleVerdict.NullWhenNone(leftOut),
            Steps = steps,
        };
    }

    private static RankedCity CityOf(RankedCityInputs city, ItemSet set, WaterRankingEdition edition, List<CalculationStep> steps, List<LeftOutValue> leftOut)
    {
        var read = city.Sections.Select(s => (s.WaterBody, Values: ItemValues.Read($"{city.City}, {s.Section}", s.Means, edition.Water))).ToList();
        leftOut.AddRange(read.SelectMany(s => s.Values.LeftOut));
        var waters = read.GroupBy(s => s.WaterBody, s => s.Values.Numbers).OrderBy(g => g.Key)
            .Select(g => (Body: g.Key, Sections: g.Count(), Items: ItemsOf([.. g], g.Key, set, edition, steps, city.City)))
            .ToList();
        var missing = waters.SelectMany(w => w.Items.Where(i => i.Index is null).Select(i => i.Code)).Distinct(StringComparer.Ordinal).ToList();
        if (waters.Count == 0 || missing.Count > 0)
        {
            return new RankedCity(city.City, null, null, null, null, null, null, waters.Count == 0 ? NoVerdictReason.TooFewData : NoVerdictReason.ItemMissing, missing);
        }

        var indices = waters.ConvertAll(w => (w.Body, w.Sections, Index: w.Items.Sum(i => i.Index!.Value)));
        var index = Gb8170.RoundPlain(indices.Sum(w => w.Index * w.Sections) / indices.Sum(w => w.Sections), edition.Rules.Decimals);
        var before = MeasuredValue.Read(city.IndexBefore, flag: null).Number;
        return new RankedCity(
            city.City,
            index,
            Of(WaterBody.River),
            Of(WaterBody.Lake),
            Rank: null,
            before is { } divisor && MeasuredValue.CanDivide(divisor) ? Gb8170.RoundPlain((index - divisor) * 100 / divisor, ChangeDecimals) : null,
            ChangeRank: null,
            Reason: null,
            Missing: []);

        decimal? Of(WaterBody body) => indices.Where(w => w.Body == body).Select(w => (decimal?)w.Index).FirstOrDefault();
    }

    // The mean of each item over the sections of one kind of water, then its index.
    private static List<(string Code, decimal? Index)> ItemsOf(
        List<IReadOnlyDictionary<string, decimal>> sections, WaterBody body, ItemSet set, WaterRankingEdition edition, List<CalculationStep> steps, string city)
    {
        var indices = new List<(string Code, decimal? Index)>();
        foreach (var code in edition.Water.ItemsOf(set))
        {
            var item = edition.Water.Find(code);
            var values = sections.Where(s => s.ContainsKey(code)).Select(s => s[code]).Order().ToList();
            decimal? index = item is null || values.Count == 0 ? null
                : IndexOf(item, body, item.Direction is LimitDirection.Range ? HydrogenIonMean.Of(values) : ArithmeticMean.Of(values), edition.Rules);
            indices.Add((code, index));
            if (index is { } known)
            {
                steps.Add(new CalculationStep($"{city}, {(body is WaterBody.Lake ? "lakes" : "rivers")}, {code}", "index", known));
            }
        }

        return indices;
    }
}

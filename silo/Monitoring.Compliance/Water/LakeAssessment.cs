using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Water;

/// <summary>The state of a lake or reservoir (HuanBan [2011] 22, sections 6 and 7).</summary>
public static class LakeAssessment
{
    /// <summary>
    /// The mean over the points of each point's mean over time, rounded once, then the single-factor rule with the limits of lakes
    /// (HuanBan [2011] 22, section 6). Total nitrogen and fecal coliforms stand apart; the trophic index is made from the same means.
    /// </summary>
    public static LakeVerdict Assess(LakeInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Judge(inputs, WaterChoice.Of(inputs.Period, inputs.WhatIf));
    }

    internal static LakeVerdict Judge(LakeInputs inputs, WaterEdition? edition)
    {
        inputs = inputs.Canonical();
        var verdict = new LakeVerdict { Edition = edition?.Id, WhatIf = inputs.WhatIf, Points = inputs.Points.Count };
        if (edition is null || !ItemSet.TryParse(inputs.ItemSet, out var set))
        {
            return verdict with { Reason = edition is null ? WaterChoice.ReasonOf(inputs.WhatIf) : NoVerdictReason.UnknownItem };
        }

        var points = inputs.Points.Select(p => (p.Zone, Read: ItemValues.Read(p.Point, p.Means, edition))).ToList();
        var means = MeansOf(points.ConvertAll(p => p.Read), edition);
        var (whole, items) = SectionAssessment.Judge(SectionOf(means, inputs, set), edition);
        var trophic = TrophicState.Of(means, edition);
        var zones = points.Where(p => p.Zone is not null).GroupBy(p => p.Zone!, StringComparer.Ordinal).OrderBy(z => z.Key, StringComparer.Ordinal);
        return verdict with
        {
            Clauses = [$"{edition.Limits.Standard} table 1", edition.Method.Lake.Clause, edition.Method.Trophic.Clause],
            RuleState = WaterChoice.Weakest(whole.RuleState, edition.Method.Lake.State, trophic is null ? RuleState.Verified : edition.Method.Trophic.State),
            Reason = whole.Reason,
            Class = whole.Class,
            Rating = whole.Rating,
            Met = whole.Met,
            MainIndicators = [.. whole.MainIndicators.Select(i => i.Text)],
            Missing = whole.Missing,
            Apart = [.. edition.Method.Lake.Apart.Select(code => ApartOf(code, means, edition)).OfType<ItemApart>()],
            Trophic = trophic,
            LeftOutValues = RuleVerdict.NullWhenNone(points.SelectMany(p => p.Read.LeftOut)),
            Zones = [.. zones.Select(z => ZoneOf(z.Key, MeansOf([.. z.Select(p => p.Read)], edition), inputs, set, edition))],
            Steps =
            [
                .. means.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new CalculationStep(m.Key, "mean over the points", m.Value)),
                .. items.Where(i => i.MissingReason is null).Select(i => new CalculationStep(i.Code, "compared", i.Compared)),
            ],
        };
    }

    private static LakeZone ZoneOf(string zone, Dictionary<string, decimal> means, LakeInputs inputs, ItemSet set, WaterEdition edition) =>
        new(zone, SectionAssessment.Assess(SectionOf(means, inputs, set), edition).Class, TrophicState.Of(means, edition)?.Index);

    private static Dictionary<string, decimal> MeansOf(List<ItemValues> points, WaterEdition edition)
    {
        var means = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var code in edition.Limits.Items.Select(i => i.Code).Concat(edition.Method.Trophic.Items.Select(i => i.Code)).Distinct(StringComparer.Ordinal))
        {
            var values = points.Where(p => p.Numbers.ContainsKey(code)).Select(p => p.Numbers[code]).Order().ToList();
            if (values.Count > 0)
            {
                means[code] = edition.Find(code)?.Direction is LimitDirection.Range ? HydrogenIonMean.Of(values) : ArithmeticMean.Of(values);
            }
        }

        return means;
    }

    private static SectionInputs SectionOf(Dictionary<string, decimal> means, LakeInputs inputs, ItemSet set) => new()
    {
        Period = inputs.Period,
        WaterBody = WaterBody.Lake,
        Rounding = RoundingPolicy.Period,
        ItemSet = set,
        TargetClass = inputs.TargetClass,
        Values = [.. means.Select(m => new SectionValue(ParameterCode.Parse(m.Key), Gb8170.Text(m.Value), DataMark.Normal, inputs.Period.Start, ReadingSource.Automatic))],
    };

    private static ItemApart? ApartOf(string code, Dictionary<string, decimal> means, WaterEdition edition)
    {
        if (edition.Find(code) is not { } item || !means.TryGetValue(code, out var mean))
        {
            return null;
        }

        var compared = Gb8170.Round(mean, item.AssessmentDecimals);
        return SingleFactor.ClassOf(item, WaterBody.Lake, compared) is { } waterClass ? new ItemApart(code, compared, waterClass) : null;
    }
}

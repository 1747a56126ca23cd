using System.Text.Json.Nodes;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of a section over a period: its means, its item set, its targets, natural background, and two periods on one basis.</summary>
internal static class AssessPeriods
{
    /// <summary>The class of a month, quarter or year from its values.</summary>
    public static JsonObject? Period(AssessInputs inputs)
    {
        var section = SectionOf(inputs, AssessWater.PeriodOf(inputs));
        var (verdict, _, means) = SectionCertificate.CertifyWithMeans(section);
        inputs.Reason = verdict.Reason;
        var result = new JsonObject
        {
            ["class"] = verdict.Class,
            ["item_set"] = verdict.Standard is null ? null : verdict.ItemSet,
            ["means"] = new JsonObject(means.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, (JsonNode?)JsonValue.Create(Rounded(m.Key, m.Value.Value))))),
            ["missing"] = Missing(verdict),
            ["rule_state"] = VerdictJson.Text(verdict.RuleState, verdict.Standard),
        };
        return result;
    }

    /// <summary>The item set that decides the class of a period on a date.</summary>
    public static JsonObject? Items(AssessInputs inputs)
    {
        var date = inputs.Date("date", AssessWater.Edition.Method.Validity.From);
        var edition = EditionCatalogue.Default.WaterAt(date);
        inputs.Reason = edition is null ? NoVerdictReason.EditionGap : null;
        return new JsonObject
        {
            ["item_set"] = edition?.ItemSetOn(date, X(inputs))?.Name,
            ["edition"] = edition?.Id,
            ["rule_state"] = edition?.RuleOn(date) is { } rule ? VerdictJson.Text(rule.State) : null,
        };
    }

    public static JsonObject? Targets(AssessInputs inputs)
    {
        var targets = inputs.List("targets").Select(t => new DatedTarget(t.Word("basis"), t.Class("class", worst: 5) ?? 0, t.OptionalDate("from"), t.OptionalDate("to")));
        var outcomes = SectionTargets.Of(inputs.Class("class"), targets, inputs.Date("date", AssessWater.Edition.Method.Validity.From));
        return new JsonObject
        {
            ["targets"] = new JsonArray([.. outcomes.Select(o => new JsonObject { ["basis"] = o.Target.Basis, ["class"] = o.Target.Class, ["met"] = o.Met })]),
        };
    }

    public static JsonObject? Background(AssessInputs inputs)
    {
        var section = SectionOf(inputs, AssessWater.PeriodOf(inputs)) with
        {
            NaturalBackground = [.. inputs.List("exempt").Select(e => new BackgroundExemption(ItemOf(e), e.OptionalDate("from"), e.OptionalDate("to"), e.Word("source", "")))],
        };
        var verdict = NaturalBackground.Assess(section);
        inputs.Reason = verdict.WithBackground.Reason;
        return new JsonObject
        {
            ["class"] = verdict.WithBackground.Class,
            ["class_without_background"] = verdict.WithoutBackground?.Class,
            ["exempt"] = AssessKinds.List((verdict.WithoutBackground?.Missing ?? []).Where(m => m.Reason is NoVerdictReason.NaturalBackground).Select(m => m.Item)),
        };
    }

    public static JsonObject? SameBasis(AssessInputs inputs)
    {
        var (earlier, later) = (inputs.Part("earlier"), inputs.Part("later"));
        var set = Set(inputs, inputs.Word("basis_item_set"));
        var both = SectionBasis.Of(
            SectionOf(earlier, AssessWater.PeriodOf(earlier)),
            SectionOf(later, AssessWater.PeriodOf(later)),
            inputs.Word("basis_edition", AssessWater.Edition.Id),
            set);
        inputs.Reason = both.Earlier.Reason ?? both.Later.Reason ?? both.EarlierOnBasis.Reason ?? both.LaterOnBasis.Reason;
        return new JsonObject
        {
            ["as_judged_then"] = Pair(both.Earlier, both.Later),
            ["same_basis"] = Pair(both.EarlierOnBasis, both.LaterOnBasis),
            ["basis"] = both.Basis,
        };
    }

    public static JsonObject? DistrictOnDay(AssessInputs inputs)
    {
        var date = inputs.Date("date", EditionCatalogue.Default.Districts.Validity.From);
        var district = EditionCatalogue.Default.Districts.Find(inputs.Word("code"), date);
        inputs.Reason = district is null ? NoVerdictReason.EditionGap : null;
        return new JsonObject { ["name"] = district?.Name, ["city"] = district?.City, ["successor"] = district?.Successor };
    }

    private static SectionInputs SectionOf(AssessInputs inputs, Period period) => new()
    {
        Period = period,
        WaterBody = AssessWater.Body(inputs, "river"),
        Rounding = RoundingPolicy.Period,
        ItemSet = inputs.Has("item_set")
            ? Set(inputs, inputs.Word("item_set"))
            : EditionCatalogue.Default.WaterAt(period.Date)?.ItemSetOn(period.Date, X(inputs)) ?? ItemSet.Five,
        Values = AssessWater.ValuesOf(inputs, "values", period),
        MinimumPerItem = AssessWater.Edition.MinimumOf(period.Kind),
        ExpectedPerItem = inputs.Has("expected") ? inputs.Count("expected") : 1,
        TargetClass = inputs.Class("target_class", worst: 5),
        WhatIf = inputs.Has("what_if") ? inputs.Word("what_if") : null,
    };

    private static JsonArray Missing(WaterVerdict verdict) => AssessKinds.List(verdict.Missing.Select(m => $"{m.Item}: {m.Reason}"));

    private static JsonObject Pair(WaterVerdict earlier, WaterVerdict later) => new()
    {
        ["earlier"] = Judged(earlier),
        ["later"] = Judged(later),
        ["change"] = earlier.Rating is { } from && later.Rating is { } to ? PeriodComparison.OfRatings(from.Name, to.Name, AssessWater.Edition)?.Text() : null,
    };

    private static JsonObject Judged(WaterVerdict verdict) =>
        new()
        {
            ["class"] = verdict.Class,
            ["item_set"] = verdict.Standard is null ? null : verdict.ItemSet,
            ["rule_state"] = VerdictJson.Text(verdict.RuleState, verdict.Standard),
        };

    private static string Rounded(string code, decimal mean)
    {
        var decimals = AssessWater.Edition.Find(code)!.AssessmentDecimals;
        return Gb8170.Text(Gb8170.Round(mean, decimals), decimals);
    }

    private static string ItemOf(AssessInputs exemption)
    {
        var item = exemption.Word("item");
        AssessWater.IsOfTable(exemption, item);
        return item;
    }

    private static IReadOnlyList<string> X(AssessInputs inputs) => inputs.Has("x") ? inputs.Texts("x") : [];

    private static ItemSet Set(AssessInputs inputs, string name)
    {
        if (!ItemSet.TryParse(name, out var set))
        {
            inputs.Fail($"an item set is 5, 5+X or 21, not '{name}'");
        }

        return set.IsTwentyOne ? set : ItemSet.FivePlus(set.X);
    }
}

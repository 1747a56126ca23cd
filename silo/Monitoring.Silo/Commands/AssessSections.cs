using System.Text.Json.Nodes;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of a water section.</summary>
internal static class AssessSections
{
    private static WaterEdition Edition => AssessWater.Edition;

    public static JsonObject? Item(AssessInputs inputs)
    {
        var (item, body, rounding) = (Edition.Find(inputs.Word("item")), AssessWater.Body(inputs), AssessWater.Rounding(inputs, "none"));
        if (item is null)
        {
            inputs.Fail($"GB 3838-2002 table 1 has no item '{inputs.Word("item")}'");
            return null;
        }

        var read = UnitText.Agrees(inputs.Word("unit", ""), item.Unit)
            ? MeasuredValue.Read(inputs.Text("value"), inputs.Word("flag", DataMark.Normal), item.Possible?[0] ?? 0, item.Possible?[1])
            : new MeasuredValue(null, NoVerdictReason.UnitMismatch, IsBelowDetection: false);
        inputs.Reason = read.Reason;
        var value = read.Number is { } number && rounding is RoundingPolicy.Period ? Gb8170.Round(number, item.AssessmentDecimals) : read.Number;
        var waterClass = value is { } v ? SingleFactor.ClassOf(item, body, v, inputs.OptionalNumber("saturation_pct")) : null;
        inputs.Reason ??= waterClass is null ? NoVerdictReason.UnknownItem : null;
        inputs.Facts = () => new JsonObject
        {
            ["compared"] = value is { } compared ? Gb8170.Text(compared) : null,
            ["unit"] = item.Unit,
            ["rounding"] = rounding.ToString().ToLowerInvariant(),
            ["belowDetection"] = read.IsBelowDetection,
            ["limits"] = AssessKinds.List((item.Range ?? (body is WaterBody.Lake ? item.LakeLimits : null) ?? item.Limits ?? []).Select(limit => Gb8170.Text(limit))),
        };
        return new JsonObject { ["class"] = waterClass };
    }

    public static JsonObject? Section(AssessInputs inputs)
    {
        var verdict = Judge(inputs, ItemSet.TwentyOne, AssessWater.Rounding(inputs, "none"));

        // The standard of limits knows classes only; ratings and indicators are those of the assessment method.
        return inputs.Standard == Edition.Limits.Standard ? new JsonObject { ["class"] = verdict.Class } : new JsonObject
        {
            ["class"] = verdict.Class,
            ["rating"] = verdict.Rating?.Name,
            ["color"] = verdict.Rating?.Color,
            ["main"] = AssessKinds.List(verdict.MainIndicators.Select(m => m.Text)),
        };
    }

    public static JsonObject? Month(AssessInputs inputs)
    {
        var set = ItemSet.FivePlus(inputs.Has("x") ? inputs.Texts("x") : []);
        var verdict = Judge(inputs, set, AssessWater.Rounding(inputs, "cnemc2020"));
        var result = new JsonObject { ["class"] = verdict.Class, ["item_set"] = verdict.ItemSet };
        var missing = verdict.Missing.Select(m => m.Item).Intersect(set.X, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            result["missing"] = AssessKinds.List(missing);
        }

        return result;
    }

    public static JsonObject? ExtraItemsOfSection(AssessInputs inputs)
    {
        var body = AssessWater.Body(inputs, "river");
        var x = ExtraItems.Of(inputs.Class("target_class", worst: 5), Highest(inputs, "last_year_max"), Highest(inputs, "this_year_max"), body, Edition);
        return new JsonObject { ["x"] = AssessKinds.List(x) };
    }

    private static WaterVerdict Judge(AssessInputs inputs, ItemSet set, RoundingPolicy rounding)
    {
        var period = AssessWater.SomeDay;
        var section = new SectionInputs
        {
            Period = period,
            WaterBody = AssessWater.Body(inputs),
            Rounding = rounding,
            ItemSet = set,
            Values = AssessWater.ValuesOf(inputs, "values", period),
            OxygenSaturationPercent = inputs.Has("saturation_pct") ? inputs.Text("saturation_pct") : null,
        };
        var verdict = SectionAssessment.Assess(section, Edition);
        inputs.Reason = ReasonOf(verdict);

        // Explained by the rule of the item set, on a day on which it was in force.
        var rule = Edition.Method.ItemSets.First(r => r.Form == (set.IsTwentyOne ? "21" : "5+X"));
        inputs.Evidence = () => SectionCertificate.Of(section with { Period = Period.Day(rule.Validity!.Value.From) }, Edition);
        return verdict;
    }

    // A case names few items: where one and the same fault left nothing to judge, it says more than "too few".
    private static string? ReasonOf(WaterVerdict verdict) =>
        verdict.Reason is NoVerdictReason.TooFewData && verdict.Missing.Select(m => m.Reason).Where(r => r is not NoVerdictReason.Missing).Distinct().ToList() is [var only] ? only : verdict.Reason;

    private static Dictionary<string, decimal> Highest(AssessInputs inputs, string name)
    {
        var highest = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (item, text) in inputs.Map(name))
        {
            if (AssessWater.IsOfTable(inputs, item) && MeasuredValue.Read(text, flag: null).Number is { } value)
            {
                highest[Edition.Find(item)!.Code] = value;
            }
        }

        return highest;
    }
}

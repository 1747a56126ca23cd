using System.Text.Json.Nodes;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of a water section.</summary>
internal static class AssessSections
{
    // Cases carry no date: they are judged by the edition of their standard on a day when it was in force.
    public static WaterEdition Edition => EditionCatalogue.Default.Water[^1];

    public static Period SomeDay => Period.Day(Edition.Method.Validity.From);

    public static JsonObject? Item(AssessInputs inputs)
    {
        var (item, body, rounding) = (Edition.Find(inputs.Word("item")), Body(inputs), Rounding(inputs, "none"));
        if (item is null)
        {
            inputs.Fail($"GB 3838-2002 table 1 has no item '{inputs.Word("item")}'");
            return null;
        }

        var read = MeasuredValue.Read(inputs.Text("value"), flag: null, item.Possible?[0] ?? 0, item.Possible?[1]);
        inputs.Reason = read.Reason;
        var value = read.Number is { } number && rounding is RoundingPolicy.Period ? Gb8170.Round(number, item.AssessmentDecimals) : read.Number;
        var waterClass = value is { } v ? SingleFactor.ClassOf(item, body, v, inputs.OptionalNumber("saturation_pct")) : null;
        inputs.Reason ??= waterClass is null ? NoVerdictReason.UnknownItem : null;
        return new JsonObject { ["class"] = waterClass };
    }

    public static JsonObject? Section(AssessInputs inputs)
    {
        var verdict = Judge(inputs, ItemSet.TwentyOne, Rounding(inputs, "none"));

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
        var verdict = Judge(inputs, set, Rounding(inputs, "cnemc2020"));
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
        var body = inputs.Has("water_body") ? Body(inputs) : WaterBody.River;
        var x = ExtraItems.Of(inputs.Count("target_class"), Highest(inputs, "last_year_max"), Highest(inputs, "this_year_max"), body, Edition);
        return new JsonObject { ["x"] = AssessKinds.List(x) };
    }

    private static WaterVerdict Judge(AssessInputs inputs, ItemSet set, RoundingPolicy rounding)
    {
        var period = SomeDay;
        var values = new List<SectionValue>();
        foreach (var (item, text) in inputs.Map("values"))
        {
            if (Edition.Find(item) is null)
            {
                inputs.Fail($"GB 3838-2002 table 1 has no item '{item}'");
                continue;
            }

            values.Add(new SectionValue(ParameterCode.Parse(item), text, DataMark.Normal, period.Start, ReadingSource.Automatic));
        }

        var verdict = SectionAssessment.Assess(
            new SectionInputs
            {
                Period = period,
                WaterBody = Body(inputs),
                Rounding = rounding,
                ItemSet = set,
                Values = values,
                OxygenSaturationPercent = inputs.Has("saturation_pct") ? inputs.Text("saturation_pct") : null,
            },
            Edition);
        inputs.Reason = verdict.Reason;
        return verdict;
    }

    private static Dictionary<string, decimal> Highest(AssessInputs inputs, string name)
    {
        var highest = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (item, text) in inputs.Map(name))
        {
            if (inputs.Measured(text) is { } value)
            {
                highest[item] = value;
            }
        }

        return highest;
    }

    private static WaterBody Body(AssessInputs inputs) => inputs.Word("water_body") switch
    {
        "river" => WaterBody.River,
        "lake" or "reservoir" => WaterBody.Lake,
        var other => Wrong(inputs, $"water_body is river or lake, not '{other}'", WaterBody.River),
    };

    private static RoundingPolicy Rounding(AssessInputs inputs, string fallback) => inputs.Word("rounding", fallback) switch
    {
        "none" => RoundingPolicy.Raw,
        "cnemc2020" => RoundingPolicy.Period,
        var other => Wrong(inputs, $"rounding is none or cnemc2020, not '{other}'", RoundingPolicy.Raw),
    };

    private static T Wrong<T>(AssessInputs inputs, string error, T instead)
    {
        inputs.Fail(error);
        return instead;
    }
}

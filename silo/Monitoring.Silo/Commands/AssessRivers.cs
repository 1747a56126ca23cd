using System.Text.Json.Nodes;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of rivers, lakes, comparisons, trends and warnings.</summary>
internal static class AssessRivers
{
    private const string ExactWeights = "exact r2 shares";

    public static JsonObject? Shares(AssessInputs inputs)
    {
        var classes = inputs.Numbers("section_classes").Where(c => c is not null).Select(c => c!.Value).ToList();
        if (classes.Exists(c => c is not (1 or 2 or 3 or 4 or 5 or 6)))
        {
            inputs.Fail("a class is 1 to 6");
            return null;
        }

        return RiverAssessment.ByShares([.. classes.Select(c => (int)c)], AssessWater.Edition) is not { } river
            ? new JsonObject { ["method"] = "mean" }
            : new JsonObject
            {
                ["method"] = "proportion",
                ["rating"] = river.Rating.Name,
                ["color"] = river.Rating.Color,
                ["pct_I_III"] = Gb8170.Text(river.GoodShare, 1),
                ["pct_inferior_V"] = Gb8170.Text(river.InferiorShare, 1),
            };
    }

    public static JsonObject? Means(AssessInputs inputs)
    {
        var given = inputs.Maps("sections");
        foreach (var item in given.SelectMany(s => s.Keys).Where(i => AssessWater.Edition.Find(i) is null))
        {
            inputs.Fail($"GB 3838-2002 table 1 has no item '{item}'");
        }

        if (given.Count >= AssessWater.Edition.Method.River.MinSectionsForShares)
        {
            inputs.Fail($"{given.Count} sections are rated by the shares of their classes, not by means: kind water_river or water_river_sections");
        }

        var sections = given.Select((s, i) => ItemValues.Read($"{i + 1}", s, AssessWater.Edition)).ToList();
        var body = inputs.Word("water_body", "river") is "lake" ? WaterBody.Lake : WaterBody.River;
        var verdict = RiverAssessment.ByMeans(sections.ConvertAll(s => s.Numbers), AssessWater.SomeDay, body, ItemSet.TwentyOne, AssessWater.Edition);
        var leftOut = sections.SelectMany(s => s.LeftOut).ToList();
        inputs.Reason = verdict.Reason is null ? null : leftOut.FirstOrDefault()?.Reason ?? verdict.Reason;
        return AssessWholeWaters.WithLeftOut(new JsonObject { ["method"] = "mean", ["class"] = verdict.Class }, leftOut);
    }

    public static JsonObject? Compare(AssessInputs inputs)
    {
        var (earlier, later) = (Pair(inputs, "earlier"), Pair(inputs, "later"));
        var (delta, change) = PeriodComparison.OfShares(earlier.Good, earlier.Inferior, later.Good, later.Inferior, AssessWater.Edition);
        return new JsonObject { ["delta"] = Gb8170.Text(delta), ["change"] = change.Text() };
    }

    public static JsonObject? CompareRatings(AssessInputs inputs)
    {
        var change = PeriodComparison.OfRatings(inputs.Word("earlier"), inputs.Word("later"), AssessWater.Edition);
        if (change is null)
        {
            inputs.Fail("unknown rating");
        }

        return new JsonObject { ["change"] = change?.Text() };
    }

    public static JsonObject? Trophic(AssessInputs inputs)
    {
        if (inputs.Word("weights", ExactWeights) is not ExactWeights)
        {
            inputs.Fail($"'weights' are '{ExactWeights}': each item's squared correlation over the sum of all");
        }

        var result = TrophicAssessment.Assess(new TrophicInputs
        {
            Water = "",
            Period = AssessWater.SomeDay,
            Values = inputs.All().Where(v => v.Key is not "weights").ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal),
        });
        var lake = result.Trophic;
        inputs.Reason = result.Reason;
        return AssessWholeWaters.WithLeftOut(
            new JsonObject { ["tli_1dp"] = AssessWholeWaters.Digits(lake?.Index, 1), ["tli_4dp"] = AssessWholeWaters.Digits(lake?.Index, 4), ["state"] = lake?.Name },
            result.LeftOutValues);
    }

    public static JsonObject? Trend(AssessInputs inputs)
    {
        var values = inputs.Numbers("yearly_values");
        if (values.Any(v => v is null) || SpearmanTrend.Of([.. values.Select(v => v!.Value)], inputs.Number("alpha"), AssessWater.Edition) is not { } trend)
        {
            inputs.Fail("a trend needs at least five periods, each with a value, and alpha 0.05 or 0.01");
            return null;
        }

        return new JsonObject
        {
            ["rs"] = AssessWholeWaters.Digits(trend.Coefficient, 4),
            ["critical"] = trend.Critical is { } critical ? JsonNode.Parse(Gb8170.Text(critical)) : null,
            ["significant"] = trend.IsSignificant,
            ["direction"] = trend.Direction,
        };
    }

    public static JsonObject? Warning(AssessInputs inputs)
    {
        var (last, now) = (Classes(inputs, "last_year"), Classes(inputs, "this_year"));
        if (inputs.Class("year_target", worst: 5) is not { } target)
        {
            inputs.Fail("'year_target' is missing");
            return null;
        }

        return new JsonObject { ["level"] = YangtzeWarning.LevelOf(last, now, target, EditionCatalogue.Default.YangtzeWarning[^1]) };
    }

    private static (decimal Good, decimal Inferior) Pair(AssessInputs inputs, string name)
    {
        var map = inputs.Map(name);
        return (Of(inputs, map, "pct_I_III"), Of(inputs, map, "pct_inferior_V"));
    }

    private static MonthClasses Classes(AssessInputs inputs, string name)
    {
        var classes = inputs.Part(name);
        return new MonthClasses(ClassOf(classes, name, "month"), ClassOf(classes, name, "cumulative"));
    }

    private static int ClassOf(AssessInputs classes, string year, string name)
    {
        if (classes.Class(name) is { } waterClass)
        {
            return waterClass;
        }

        classes.Fail($"'{year}' has no class of '{name}'");
        return 1;
    }

    private static decimal Of(AssessInputs inputs, IReadOnlyDictionary<string, string> map, string name)
    {
        var value = MeasuredValue.Read(map.GetValueOrDefault(name), flag: null, lowest: 0, highest: 100);
        if (value.Number is null)
        {
            inputs.Fail($"'{name}' is {value.Reason}");
        }

        return value.Number ?? 0;
    }
}

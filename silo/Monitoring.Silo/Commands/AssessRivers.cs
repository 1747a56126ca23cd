using System.Text.Json.Nodes;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of rivers, lakes, comparisons, trends and warnings.</summary>
internal static class AssessRivers
{
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
        foreach (var item in inputs.Maps("sections").SelectMany(s => s.Keys).Where(i => AssessWater.Edition.Find(i) is null))
        {
            inputs.Fail($"GB 3838-2002 table 1 has no item '{item}'");
        }

        var sections = inputs.Maps("sections")
            .Select(s => (IReadOnlyDictionary<string, decimal>)s
                .Select(p => (p.Key, Value: Measured(inputs, AssessWater.Edition.Find(p.Key), p.Value)))
                .Where(p => p.Value is not null)
                .ToDictionary(p => p.Key, p => p.Value!.Value, StringComparer.Ordinal))
            .ToList();
        var body = inputs.Word("water_body", "river") is "lake" ? WaterBody.Lake : WaterBody.River;
        var verdict = RiverAssessment.ByMeans(sections, AssessWater.SomeDay, body, ItemSet.TwentyOne, AssessWater.Edition);
        inputs.Reason ??= verdict.Reason;
        return new JsonObject { ["method"] = "mean", ["class"] = verdict.Class };
    }

    private static decimal? Measured(AssessInputs inputs, WaterItem? item, string text) => inputs.Measured(text, item?.Possible?[0] ?? 0, item?.Possible?[1]);

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
        var values = AssessWater.Edition.Method.Trophic.Items
            .Select(i => (i.Code, Value: inputs.Has(i.Code) ? inputs.Measured(inputs.Text(i.Code)) : null))
            .Where(v => v.Value is not null)
            .ToDictionary(v => v.Code, v => v.Value!.Value, StringComparer.Ordinal);
        var lake = TrophicState.Of(values, AssessWater.Edition);
        inputs.Reason = lake is null ? inputs.Reason ?? NoVerdictReason.Missing : null;
        return new JsonObject { ["tli_1dp"] = AssessWholeWaters.Digits(lake?.Index, 1), ["tli_4dp"] = AssessWholeWaters.Digits(lake?.Index, 4), ["state"] = lake?.Name };
    }

    public static JsonObject? Trend(AssessInputs inputs)
    {
        var values = inputs.Numbers("yearly_values");
        if (values.Any(v => v is null) || SpearmanTrend.Of([.. values.Select(v => v!.Value)], inputs.Number("alpha"), AssessWater.Edition) is not { } trend)
        {
            inputs.Fail("a trend needs at least four periods, each with a value, and alpha 0.05 or 0.01");
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
        return new JsonObject { ["level"] = YangtzeWarning.LevelOf(last, now, inputs.Count("year_target"), EditionCatalogue.Default.YangtzeWarning[^1]) };
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

using System.Text.Json.Nodes;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of whole waters: a river with its sections, a lake with its points, two periods of the same sections.</summary>
internal static class AssessWholeWaters
{
    public static JsonObject? River(AssessInputs inputs)
    {
        var verdict = RiverAssessment.Assess(new RiverInputs
        {
            Water = inputs.Word("water", ""),
            Period = AssessWater.PeriodOf(inputs),
            WaterBody = AssessWater.Body(inputs, "river"),
            ItemSet = inputs.Word("item_set", "21"),
            Sections = [.. inputs.List("sections").Select((s, i) => new RiverSection(s.Word("section", $"{i + 1}"), s.Class("class"), Means(s)))],
        });
        inputs.Reason = verdict.Reason;
        var result = new JsonObject
        {
            ["method"] = verdict.Method,
            ["class_of_means"] = verdict.Class,
            ["rating"] = verdict.Rating?.Name,
            ["color"] = verdict.Rating?.Color,
            ["judged"] = verdict.Judged,
            ["pct_I_III"] = Digits(verdict.GoodShare, 1),
            ["pct_inferior_V"] = Digits(verdict.InferiorShare, 1),
            ["main"] = AssessKinds.List(verdict.Indicators.Select(i => i.Text)),
            ["main_of_sections"] = new JsonObject(verdict.SectionIndicators.Select(s => KeyValuePair.Create(s.Section, (JsonNode?)AssessKinds.List(s.Indicators)))),
            ["rule_state"] = VerdictJson.Text(verdict.RuleState, verdict.Edition),
        };
        return WithLeftOut(result, verdict.LeftOutValues);
    }

    public static JsonObject? Lake(AssessInputs inputs)
    {
        var verdict = LakeAssessment.Assess(new LakeInputs
        {
            Water = inputs.Word("water", ""),
            Period = AssessWater.PeriodOf(inputs),
            ItemSet = inputs.Word("item_set", "21"),
            TargetClass = inputs.Class("target_class", worst: 5),
            Points = [.. inputs.List("points").Select((p, i) => new LakePoint(p.Word("point", $"{i + 1}"), p.Has("zone") ? p.Word("zone") : null, Means(p)))],
        });
        inputs.Reason = verdict.Reason;
        var result = new JsonObject
        {
            ["class"] = verdict.Class,
            ["rating"] = verdict.Rating?.Name,
            ["main"] = AssessKinds.List(verdict.MainIndicators),
            ["apart"] = new JsonObject(verdict.Apart.Select(a => KeyValuePair.Create(a.Item, (JsonNode?)JsonValue.Create(a.Class)))),
            ["tli_1dp"] = Digits(verdict.Trophic?.Index, 1),
            ["state"] = verdict.Trophic?.Name,
            ["zones"] = new JsonObject(verdict.Zones.Select(z => KeyValuePair.Create(z.Zone, (JsonNode?)z.Class))),
        };
        return WithLeftOut(result, verdict.LeftOutValues);
    }

    public static JsonObject? Compare(AssessInputs inputs)
    {
        var (earlier, later) = (inputs.Part("earlier"), inputs.Part("later"));
        var (before, after) = (Classes(earlier), Classes(later));
        var verdict = PeriodComparison.Assess(new ComparisonInputs
        {
            Water = inputs.Word("water", ""),
            Earlier = AssessWater.PeriodOf(earlier),
            Later = AssessWater.PeriodOf(later),
            Sections = [.. before.Keys.Union(after.Keys, StringComparer.Ordinal).Select(s => new SectionPair(s, before.GetValueOrDefault(s), after.GetValueOrDefault(s)))],
        });
        inputs.Reason = verdict.Reason;
        return new JsonObject
        {
            ["sections"] = verdict.Sections,
            ["left_out"] = verdict.LeftOut,
            ["delta"] = Digits(verdict.Delta, 1),
            ["change"] = verdict.Change?.Text(),
        };
    }

    public static string? Digits(decimal? value, int decimals) => value is { } v ? Gb8170.Text(Gb8170.RoundPlain(v, decimals), decimals) : null;

    /// <summary>Names the values that took no part; nothing is added where all did.</summary>
    public static JsonObject WithLeftOut(JsonObject result, IReadOnlyCollection<LeftOutValue>? leftOut)
    {
        if (leftOut is { Count: > 0 })
        {
            result["left_out_values"] = new JsonArray([.. leftOut.Select(v => new JsonObject { ["of"] = v.Of, ["item"] = v.Item, ["reason"] = v.Reason })]);
        }

        return result;
    }

    public static IReadOnlyDictionary<string, string> Means(AssessInputs of)
    {
        var means = of.Has("means") ? of.Map("means") : new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in means.Keys)
        {
            AssessWater.IsOfTable(of, item);
        }

        return means;
    }

    private static Dictionary<string, int?> Classes(AssessInputs of)
    {
        var classes = of.Part("classes");
        return of.Map("classes").Keys.ToDictionary(s => s, s => classes.Class(s), StringComparer.Ordinal);
    }
}

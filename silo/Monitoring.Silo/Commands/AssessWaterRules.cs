using System.Text.Json.Nodes;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of the rules beside the class: index and ranking of cities, early warning, sources of drinking water, new pollutants.</summary>
internal static class AssessWaterRules
{
    /// <summary>The index of one item of the ranking.</summary>
    public static JsonObject? ItemIndex(AssessInputs inputs)
    {
        var edition = EditionCatalogue.Default.WaterRanking[^1];
        var item = edition.Water.Find(inputs.Word("item"));
        if (item is null)
        {
            inputs.Fail($"GB 3838-2002 table 1 has no item '{inputs.Word("item")}'");
            return null;
        }

        var read = MeasuredValue.Read(inputs.Text("value"), flag: null, item.Possible?[0] ?? 0, item.Possible?[1]);
        var index = read.Number is { } value ? WaterRanking.IndexOf(item, AssessWater.Body(inputs, "river"), value, edition.Rules) : null;
        inputs.Reason = read.Reason ?? (index is not null ? null : item.Direction is LimitDirection.Min ? NoVerdictReason.Impossible : NoVerdictReason.UnknownItem);
        return new JsonObject { ["cwqi"] = AssessWholeWaters.Digits(index, edition.Rules.Decimals) };
    }

    public static JsonObject? CityRanking(AssessInputs inputs)
    {
        var verdict = WaterRanking.Assess(new WaterRankingInputs
        {
            Period = AssessWater.PeriodOf(inputs, new DateOnly(2026, 8, 1)),
            ItemSet = inputs.Word("item_set", "21"),
            Cities = [.. inputs.List("cities").Select(c => new RankedCityInputs(
                c.Word("city"),
                [.. c.List("sections").Select((s, i) => new RankedSection(s.Word("section", $"{i + 1}"), AssessWater.Body(s, "river"), AssessWholeWaters.Means(s)))],
                c.Has("index_before") ? c.Text("index_before") : null))],
        });
        inputs.Reason = verdict.Reason;
        var result = new JsonObject
        {
            ["ranking"] = new JsonArray([.. verdict.Cities.Select(c => new JsonObject
            {
                ["city"] = c.City,
                ["cwqi"] = AssessWholeWaters.Digits(c.Index, 4),
                ["rank"] = c.Rank,
                ["change_pct"] = AssessWholeWaters.Digits(c.ChangePercent, 2),
                ["change_rank"] = c.ChangeRank,
                ["reason"] = c.Reason,
            })]),
        };
        return AssessWholeWaters.WithLeftOut(result, verdict.LeftOutValues);
    }

    public static JsonObject? CityWarning(AssessInputs inputs)
    {
        var verdict = YangtzeWarning.Assess(new YangtzeWarningInputs
        {
            CityCode = inputs.Word("city"),
            Period = AssessWater.PeriodOf(inputs, new DateOnly(2026, 8, 1)),
            Sections = [.. inputs.List("sections").Select((s, i) => new WarnedSection(s.Word("section", $"{i + 1}"), Classes(s, "last_year"), Classes(s, "this_year"), s.Class("year_target", worst: 5)))],
            PreviousLevel = inputs.Class("previous_level", worst: 2),
        });
        inputs.Reason = verdict.Reason;
        return new JsonObject
        {
            ["level"] = verdict.Level,
            ["change"] = verdict.Change,
            ["sections"] = new JsonObject(verdict.Sections.Select(s => KeyValuePair.Create(s.Section, s.Reason is null ? (JsonNode?)s.Level : JsonValue.Create(s.Reason)))),
        };
    }

    public static JsonObject? Source(AssessInputs inputs)
    {
        var verdict = SourceWaterAssessment.Assess(new SourceWaterInputs
        {
            Source = inputs.Word("source", ""),
            Period = AssessWater.PeriodOf(inputs),
            WaterBody = AssessWater.Body(inputs, "river"),
            Values = inputs.Map("values"),
        });
        inputs.Reason = verdict.Reason;
        if (verdict.Unknown.Count > 0)
        {
            inputs.Fail($"GB 3838-2002 has no item '{verdict.Unknown[0]}'");
        }

        return new JsonObject
        {
            ["attained"] = verdict.Attained,
            ["exceeding"] = AssessKinds.List(verdict.Exceeding.Select(e => e.Multiple is { } m ? $"{e.Item}({Gb8170.Text(m, 2)})" : e.Item)),
            ["scope"] = verdict.Scope,
            ["measured"] = verdict.Measured,
            ["apart"] = new JsonObject(verdict.Apart.Select(a => KeyValuePair.Create(a.Item, (JsonNode?)a.Class))),
        };
    }

    /// <summary>One value against tables 2 and 3.</summary>
    public static JsonObject? SourceItem(AssessInputs inputs)
    {
        var item = EditionCatalogue.Default.SourceWater[^1].Sources.Find(inputs.Word("item"));
        var read = UnitText.Agrees(inputs.Word("unit", ""), "mg/L")
            ? MeasuredValue.Read(inputs.Text("value"), flag: null)
            : new MeasuredValue(null, NoVerdictReason.UnitMismatch, IsBelowDetection: false);
        inputs.Reason = item is null ? NoVerdictReason.UnknownItem : read.Reason;
        return new JsonObject
        {
            ["met"] = item is not null && read.Number is { } value ? value <= item.Limit : null,
            ["limit"] = item is null ? null : Gb8170.Text(item.Limit),
            ["table"] = item?.Table,
        };
    }

    public static JsonObject? NewPollutant(AssessInputs inputs)
    {
        var verdict = NewPollutants.Assess(new NewPollutantInputs
        {
            Pollutant = inputs.Word("pollutant"),
            Period = AssessWater.PeriodOf(inputs, new DateOnly(2026, 8, 1)),
            Value = inputs.Text("value"),
        });
        inputs.Reason = verdict.Reason;
        return new JsonObject { ["met"] = verdict.Met, ["limit"] = verdict.Limit is { } limit ? Gb8170.Text(limit) : null };
    }

    private static MonthClasses? Classes(AssessInputs section, string name)
    {
        if (!section.Has(name))
        {
            return null;
        }

        var classes = section.Part(name);
        return classes.Class("month") is { } month && classes.Class("cumulative") is { } cumulative ? new MonthClasses(month, cumulative) : null;
    }
}

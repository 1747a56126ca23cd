using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of air over months, years and other rows of days. The column "standard" names an edition on purpose, or leaves it to the date.</summary>
internal static class AssessAirPeriods
{
    private const int MaxDays = 3660;

    /// <summary>Mean and percentile of the pollutants that have days: lists of daily concentrations from the first day on.</summary>
    public static JsonObject? Figures(AssessInputs inputs)
    {
        var range = RangeOf(inputs);
        var days = new List<AirDayValue>();
        var named = new HashSet<AirPollutant>();
        foreach (var list in inputs.Values("values").GroupBy(v => v.Item))
        {
            if (!AirItem.TryParse(list.Key, out var item) || item != AirPeriod.ItemOf(item.Pollutant))
            {
                inputs.Fail($"no figure is made of '{list.Key}'");
                continue;
            }

            named.Add(item.Pollutant);
            days.AddRange(list.Select(v => (v.Index, Value: MeasuredValue.Read(v.Text, v.Flag).Number)).Where(v => v.Value is not null)
                .Select(v => new AirDayValue(range.From.AddDays(v.Index), item, v.Value!.Value)));
        }

        var asked = new AirPeriodInputs { Range = range, Days = days };
        var verdict = EditionCatalogue.Default.AirStatistics.Find(inputs.Standard) is { } edition ? AirPeriod.Assess(asked, edition) : AirPeriod.Assess(asked);
        var figures = verdict.Figures.Where(f => named.Contains(f.Pollutant)).ToList();
        inputs.Reason = verdict.Reason ?? figures.Select(f => f.Reason).FirstOrDefault(r => r is not null);
        return new JsonObject
        {
            ["figures"] = new JsonObject(figures.Select(f => KeyValuePair.Create($"{f.Pollutant.Text()} {f.Statistic}", (JsonNode?)(f.Value is { } value ? JsonValue.Create(Gb8170.Text(value)) : null)))),
            ["valid"] = AssessKinds.List(figures.Where(f => f.Reason is null).Select(f => f.Pollutant.Text()).Distinct()),
        };
    }

    public static JsonObject? Limit(AssessInputs inputs)
    {
        var (pollutant, date) = (AssessAirDays.PollutantOf(inputs, inputs.Word("pollutant")), inputs.Date("date", AssessAirDays.NoDay));
        var edition = EditionCatalogue.Default.AirLimits.Find(inputs.Standard, date) ?? EditionCatalogue.Default.AirLimitsAt(date, City(inputs));
        var limits = pollutant is { } known ? edition?.Of(known) : null;
        var limit = inputs.Word("period") switch { "year" => limits?.Year, "day" => limits?.Day, "hour" => limits?.Hour, _ => null };
        inputs.Reason = edition is null ? NoVerdictReason.EditionGap : limit is null ? NoVerdictReason.UnknownItem : null;
        return new JsonObject
        {
            ["grade_1"] = limit is null ? null : Gb8170.Text(limit.One),
            ["grade_2"] = limit is null ? null : Gb8170.Text(limit.Two),
            ["standard"] = edition?.Standard,
        };
    }

    public static JsonObject? Attainment(AssessInputs inputs)
    {
        var asked = Asked(inputs);
        var verdict = EditionCatalogue.Default.AirLimits.Find(inputs.Standard, asked.Range.To) is { } edition ? AirAttainment.Assess(asked, edition) : AirAttainment.Assess(asked);
        inputs.Reason = verdict.Reason;
        return new JsonObject
        {
            ["attained"] = verdict.Attained,
            ["exceeding"] = AssessKinds.List(verdict.Exceeding.Select(p => p.Text())),
            ["standard"] = verdict.Standard,
            ["rule_state"] = VerdictJson.Text(verdict.RuleState, verdict.Standard),
        };
    }

    public static JsonObject? Composite(AssessInputs inputs)
    {
        var asked = Asked(inputs);
        var edition = EditionCatalogue.Default.CompositeIndex.Find(inputs.Standard);
        var verdict = edition is null ? CompositeIndex.Assess(asked) : CompositeIndex.Assess(asked, edition);
        inputs.Reason = verdict.Reason;
        return new JsonObject
        {
            ["index"] = verdict.Index is { } index ? Gb8170.Text(index, edition?.Decimals ?? 2) : null,
            ["largest"] = AssessKinds.List(verdict.Index is null ? [] : verdict.Largest.Select(p => p.Text())),
            ["rule_state"] = VerdictJson.Text(verdict.RuleState, verdict.Standard),
        };
    }

    public static JsonObject? GoodDays(AssessInputs inputs)
    {
        var range = RangeOf(inputs);
        var levels = inputs.Numbers("levels").Select((level, i) => new AirDayLevel(range.From.AddDays(i), Level(inputs, level))).ToList();
        IReadOnlyList<DustDay> dust = [.. inputs.List("dust").Select(d => new DustDay(d.Date("day", range.From), Level(inputs, d.OptionalNumber("level")), d.Word("source", "")))];
        var shares = GoodAirDays.Of(range, levels, dust);
        inputs.Reason = shares.Measured.Share is null ? NoVerdictReason.TooFewData : null;
        return new JsonObject
        {
            ["days"] = shares.Days,
            ["valid_days"] = shares.Measured.ValidDays,
            ["share"] = shares.Measured.Share is { } share ? Gb8170.Text(share, 1) : null,
            ["valid_days_deducted"] = shares.Deducted?.ValidDays,
            ["share_deducted"] = shares.Deducted?.Share is { } deducted ? Gb8170.Text(deducted, 1) : null,
        };
    }

    public static JsonObject? Heavy(AssessInputs inputs)
    {
        var days = inputs.List("days").Select(d => new PollutionDay(d.Date("day", AssessAirDays.NoDay), Basis(d), FiguresOf(d))).ToList();
        var verdict = EditionCatalogue.Default.HeavyPollution.Find(inputs.Standard) is { } edition ? HeavyPollution.Assess(days, edition) : HeavyPollution.Assess(days, City(inputs));
        inputs.Reason = verdict.Reason;
        var result = new JsonObject
        {
            ["level"] = verdict.Highest?.Level.Name,
            ["basis"] = verdict.Highest?.Basis.ToString().ToLowerInvariant(),
            ["measured_level"] = verdict.Measured?.Level.Name,
            ["may_be_lifted"] = verdict.MayBeLifted,
            ["rule_state"] = VerdictJson.Text(verdict.RuleState, verdict.Standard),
        };
        if (verdict.IsLowerBound)
        {
            result["lower_bound"] = true;
        }

        return result;
    }

    private static AirAttainmentInputs Asked(AssessInputs inputs)
    {
        var range = RangeOf(inputs);
        var figures = new List<AirFigure>();
        var statistics = EditionCatalogue.Default.AirStatisticsAt(range.To) ?? EditionCatalogue.Default.AirStatistics[^1];
        foreach (var (name, texts) in inputs.Part("figures").Parts())
        {
            if (AssessAirDays.PollutantOf(inputs, name) is not { } pollutant)
            {
                continue;
            }

            foreach (var (statistic, text) in texts.All())
            {
                var measured = MeasuredValue.Read(text, flag: null);
                decimal? percentile = statistic is "percentile" ? statistics.Statistics.Single(s => s.Pollutant == pollutant).Percentile : null;
                if (statistic is not ("mean" or "percentile"))
                {
                    inputs.Fail($"a figure is mean or percentile, not '{statistic}'");
                }

                figures.Add(new AirFigure { Pollutant = pollutant, Percentile = percentile, Value = measured.Number, Reason = measured.Reason });
            }
        }

        return new AirAttainmentInputs { Range = range, CityCode = City(inputs), Figures = figures };
    }

    private static Dictionary<string, decimal> FiguresOf(AssessInputs day)
    {
        var figures = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (measure, text) in day.All().Where(f => f.Key is not ("day" or "basis")))
        {
            if (measure is not "AQI" && !AirItem.TryParse(measure, out _))
            {
                day.Fail($"unknown measure '{measure}'");
            }
            else if (MeasuredValue.Read(text, flag: null).Number is { } figure)
            {
                figures[measure] = figure;
            }
        }

        return figures;
    }

    private static PollutionBasis Basis(AssessInputs day)
    {
        var word = day.Word("basis", "measured");
        if (word is not ("measured" or "forecast"))
        {
            day.Fail("'basis' is measured or forecast");
        }

        return word is "forecast" ? PollutionBasis.Forecast : PollutionBasis.Measured;
    }

    private static int? Level(AssessInputs inputs, decimal? level)
    {
        if (level is not (null or 1 or 2 or 3 or 4 or 5 or 6))
        {
            inputs.Fail("a level is 1 to 6");
            return null;
        }

        return (int?)level;
    }

    private static string? City(AssessInputs inputs) => inputs.Has("city") ? inputs.Word("city") : null;

    private static DayRange RangeOf(AssessInputs inputs)
    {
        var from = inputs.Date("from", AssessAirDays.NoDay);
        var range = new DayRange(from, inputs.Date("to", from));
        if (range.Days is 0 or > MaxDays)
        {
            inputs.Fail($"'from' must not lie after 'to', and the range is at most {MaxDays} days");
        }

        return range.Days > MaxDays ? new DayRange(from, from) : range;
    }
}

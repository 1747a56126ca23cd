using System.Text.Json.Nodes;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of data quality: marks, completeness, automatic checks, checks of instruments.</summary>
internal static class AssessQuality
{
    private static readonly DateTimeOffset SomeMoment = new(2026, 8, 1, 0, 0, 0, Contracts.ChinaTime.Offset);

    private static QualityEdition Edition => EditionCatalogue.Default.Quality;

    public static JsonObject? Mark(AssessInputs inputs)
    {
        var dialect = inputs.Word("dialect");
        if (DataMarks.Read(dialect, inputs.Text("mark")) is not { } meaning)
        {
            inputs.Fail($"unknown dialect '{dialect}'; there are {string.Join(", ", DataMarks.Dialects.Keys)}");
            return null;
        }

        inputs.Reason = meaning.Reason;
        return new JsonObject { ["meaning"] = meaning.Word, ["valid"] = meaning.TakesPart };
    }

    public static JsonObject? OfWindow(AssessInputs inputs)
    {
        if (Edition.MinimumOf(inputs.Word("window")) is not { } minimum)
        {
            inputs.Fail($"no minimum is stated for '{inputs.Word("window")}'; there are {string.Join(", ", Edition.Minimums.Select(m => m.Id))}");
            return null;
        }

        var window = Completeness.Of(inputs.Texts("values").Select(t => MeasuredValue.Read(t, flag: null)), minimum, inputs.Has("expected") ? inputs.Count("expected") : null);
        inputs.Reason = window.IsEnough ? null : NoVerdictReason.TooFewData;
        return new JsonObject
        {
            ["expected"] = window.Expected,
            ["received"] = window.Received,
            ["valid"] = window.Valid,
            ["share"] = Gb8170.Text(window.Share),
            ["enough"] = window.IsEnough,
        };
    }

    public static JsonObject? Range(AssessInputs inputs) =>
        inputs.Measured(inputs.Text("value"), lowest: decimal.MinValue) is { } value ? Suspect(AutomaticChecks.IsOutOfRange(inputs.Word("code"), value, Edition)) : Unchecked();

    public static JsonObject? Jumps(AssessInputs inputs) => MarkedOf(inputs, s => AutomaticChecks.Jumps(s, Edition));

    public static JsonObject? Standstills(AssessInputs inputs) => MarkedOf(inputs, s => AutomaticChecks.Standstills(s, Edition));

    public static JsonObject? Inversion(AssessInputs inputs) =>
        inputs.Measured(inputs.Text("pm25")) is { } fine && inputs.Measured(inputs.Text("pm10")) is { } coarse ? Suspect(AutomaticChecks.IsInverted(fine, coarse)) : Unchecked();

    public static JsonObject? Saturation(AssessInputs inputs)
    {
        if (inputs.Measured(inputs.Text("do")) is not { } oxygen || inputs.Measured(inputs.Text("temperature"), lowest: -10) is not { } temperature)
        {
            return Unchecked();
        }

        var result = Suspect(AutomaticChecks.IsOversaturated(oxygen, temperature, Edition));
        result["saturation_pct"] = AutomaticChecks.SaturationPercent(oxygen, temperature, Edition) is { } percent ? Gb8170.Text(percent, 1) : null;
        return result;
    }

    public static JsonObject? Neighbours(AssessInputs inputs) => inputs.Measured(inputs.Text("value")) is { } value
        ? Suspect(AutomaticChecks.IsOffNeighbours(value, [.. inputs.Texts("neighbours").Select(t => inputs.Measured(t)).OfType<decimal>()], Edition))
        : Unchecked();

    public static JsonObject? Check(AssessInputs inputs) => Of(inputs, InstrumentChecks.Judge(
        inputs.Word("item"), inputs.Word("check"), inputs.Number("expected"), inputs.Number("measured"), inputs.OptionalNumber("span"), Edition));

    public static JsonObject? Comparison(AssessInputs inputs) => ItemOf(inputs) is { } item
        ? Of(inputs, InstrumentChecks.Compare(item, AssessWater.Body(inputs), inputs.Number("laboratory"), inputs.Number("instrument"), Edition))
        : null;

    public static JsonObject? Span(AssessInputs inputs)
    {
        if (ItemOf(inputs) is not { } item)
        {
            return null;
        }

        int? target = inputs.Has("target_class") ? inputs.Count("target_class") : null;
        var span = InstrumentChecks.SpanOf(item, AssessWater.Body(inputs), target, inputs.OptionalNumber("last_week_mean"), Edition);
        inputs.Reason = span is null ? NoVerdictReason.UnknownItem : null;
        return new JsonObject { ["span"] = span is { } s ? Gb8170.Text(s) : null };
    }

    /// <summary>Checks are numbered by hours from any moment; the answer names hours.</summary>
    public static JsonObject? Invalidation(AssessInputs inputs)
    {
        var checks = inputs.Maps("checks").Select(c => new JudgedCheck(SomeMoment.AddHours(HoursOf(c)), IsPassed(c))).ToList();
        return new JsonObject
        {
            ["invalid"] = new JsonArray([.. BackInvalidation.Of(checks).Select(s => new JsonObject { ["from"] = HourOf(s.From), ["until"] = HourOf(s.Until) })]),
        };

        double HoursOf(IReadOnlyDictionary<string, string> check)
        {
            var hour = MeasuredValue.Read(check.GetValueOrDefault("hour"), flag: null, highest: 1_000_000).Number;
            if (hour is null)
            {
                inputs.Fail("'hour' must be a number from 0 to 1,000,000");
            }

            return (double)(hour ?? 0);
        }

        bool IsPassed(IReadOnlyDictionary<string, string> check)
        {
            if (check.GetValueOrDefault("result") is not ("passed" or "failed"))
            {
                inputs.Fail("'result' is passed or failed");
            }

            return check.GetValueOrDefault("result") is "passed";
        }

        static JsonNode? HourOf(DateTimeOffset? at) => at is { } t ? JsonValue.Create(Gb8170.Text((decimal)(t - SomeMoment).TotalHours)) : null;
    }

    public static JsonObject? Zero(AssessInputs inputs)
    {
        var value = ZeroDrift.Read(inputs.Word("item"), inputs.Number("value"), inputs.Word("unit"), inputs.Number("detection_limit"), Edition);
        inputs.Reason = value.Reason;
        return new JsonObject { ["value"] = value.Number is { } number ? Gb8170.Text(number) : null };
    }

    private static WaterItem? ItemOf(AssessInputs inputs)
    {
        var item = AssessWater.Edition.Find(inputs.Word("item"));
        if (item is null)
        {
            inputs.Fail($"GB 3838-2002 table 1 has no item '{inputs.Word("item")}'");
        }

        return item;
    }

    // Values at even steps; the answer counts them from 1, as a person reads a list.
    private static JsonObject MarkedOf(AssessInputs inputs, Func<IReadOnlyList<SeriesPoint>, IReadOnlyList<SeriesPoint>> check)
    {
        var step = TimeSpan.FromMinutes(inputs.Has("minutes") ? Math.Clamp(inputs.Count("minutes"), 1, 1_000_000) : 60);
        var numbers = new Dictionary<DateTimeOffset, int>();
        var series = new List<SeriesPoint>();
        foreach (var (text, i) in inputs.Texts("values").Select((t, i) => (t, i)))
        {
            var value = MeasuredValue.Read(text, flag: null, lowest: -1_000_000_000_000m);
            if (value.Number is { } number)
            {
                var at = SomeMoment + (i * step);
                numbers[at] = i + 1;
                series.Add(new SeriesPoint(at, number, value.IsBelowDetection));
            }
        }

        return new JsonObject { ["marked"] = new JsonArray([.. check(series).Select(p => JsonValue.Create(numbers[p.At]))]) };
    }

    private static JsonObject Of(AssessInputs inputs, InstrumentCheckVerdict verdict)
    {
        inputs.Reason = verdict.Reason;
        return new JsonObject
        {
            ["deviation"] = verdict.Deviation is { } deviation ? Gb8170.Text(deviation, 2) : null,
            ["unit"] = verdict.Unit,
            ["limit"] = verdict.Limit is { } limit ? Gb8170.Text(limit) : null,
            ["passed"] = verdict.Passed,
        };
    }

    private static JsonObject Suspect(bool isSuspect) => new() { ["suspect"] = isSuspect };

    private static JsonObject Unchecked() => new() { ["suspect"] = null };
}

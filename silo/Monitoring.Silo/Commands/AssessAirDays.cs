using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of air's hours and days: labels, moments, sites, cities, and two periods of days on one basis.</summary>
internal static class AssessAirDays
{
    private const int MaxRhythmMinutes = 60;

    /// <summary>Stands in for a date that cannot be read: before all editions.</summary>
    internal static readonly DateOnly NoDay = new(1949, 10, 1);

    /// <summary>The mean of an hour from moments.</summary>
    public static JsonObject? Hour(AssessInputs inputs)
    {
        var start = AirHours.StartOf(inputs.Word("hour"), HourLabel.Start);
        if (start is not { } hour || Statistics(inputs, ChinaTime.DayOf(hour)) is not { } edition)
        {
            inputs.Fail("'hour' must be a whole hour such as 2026-04-01 08:00, of a day with an edition of HJ 663");
            return null;
        }

        var day = AirHours.OfDayOf(ChinaTime.DayOf(hour), Labelled(inputs), HourLabel.Instant, Rhythm(inputs), edition);
        var verdict = day[ChinaTime.Of(hour).Hour];
        inputs.Reason = verdict.Reason;
        return new JsonObject { ["valid"] = verdict.Mean is not null, ["minutes"] = verdict.Minutes, ["mean"] = verdict.Mean is { } mean ? Gb8170.Text(mean) : null };
    }

    /// <summary>The daily concentrations of a site from hours under any of the three labels.</summary>
    public static JsonObject? SiteDay(AssessInputs inputs)
    {
        var day = inputs.Date("day", NoDay);
        if (PollutantOf(inputs, inputs.Word("pollutant")) is not { } pollutant || Label(inputs) is not { } label || Statistics(inputs, day) is not { } edition)
        {
            inputs.Reason = NoVerdictReason.EditionGap;
            return new JsonObject { ["items"] = new JsonObject(), ["hours"] = 0 };
        }

        IReadOnlyList<decimal?> hours = [.. AirHours.OfDayOf(day, Labelled(inputs), label, Rhythm(inputs), edition).Select(h => h.Mean)];
        var items = SiteDayConcentrations.Of(pollutant, hours, edition);
        inputs.Reason = items.Select(i => i.Reason).FirstOrDefault(r => r is not null);
        return new JsonObject
        {
            ["items"] = new JsonObject(items.Select(i => KeyValuePair.Create(i.Item.Name, (JsonNode?)(i.Value is { } value ? JsonValue.Create(Gb8170.Text(value)) : null)))),
            ["hours"] = hours.Count(h => h is not null),
        };
    }

    /// <summary>The day of a city from the daily concentrations of its sites.</summary>
    public static JsonObject? CityDay(AssessInputs inputs)
    {
        var sites = inputs.List("sites").Select((site, i) => new AirSiteDay($"{i}", Concentrations(inputs, site.All()))).ToList();
        var verdict = AirDay.Assess(new AirDayInputs { Day = inputs.Date("day", NoDay), CityCode = inputs.Has("city") ? inputs.Word("city") : null, Sites = sites });
        inputs.Reason ??= verdict.Index.Reason;
        return new JsonObject
        {
            ["concentrations"] = new JsonObject(verdict.Values.OrderBy(v => v.Key.Name, StringComparer.Ordinal).Select(v => KeyValuePair.Create(v.Key.Name, (JsonNode?)JsonValue.Create(Gb8170.Text(v.Value.Value))))),
            ["aqi"] = verdict.Index.Aqi,
            ["category"] = verdict.Index.Category?.Name,
            ["primary"] = AssessKinds.List(verdict.Index.Primary.Select(p => p.Text())),
            ["standard"] = verdict.Index.Standard,
        };
    }

    /// <summary>Two periods of days as judged then and under one edition.</summary>
    public static JsonObject? SameBasis(AssessInputs inputs)
    {
        if (EditionCatalogue.Default.FindAirIndex(inputs.Word("basis")) is not { } basis)
        {
            inputs.Fail($"'basis' must be an edition of HJ 633, not '{inputs.Word("basis")}'");
            return null;
        }

        var comparison = AirComparison.Of(Days(inputs, "earlier"), Days(inputs, "later"), basis);
        inputs.Reason = comparison.ChangeAsJudged is null || comparison.ChangeOnBasis is null ? NoVerdictReason.TooFewData : null;
        return new JsonObject
        {
            ["as_judged"] = AssessKinds.List([Share(comparison.Shares.Earlier), Share(comparison.Shares.Later)]),
            ["on_basis"] = AssessKinds.List([Share(comparison.Shares.EarlierOnBasis), Share(comparison.Shares.LaterOnBasis)]),
            ["change_as_judged"] = comparison.ChangeAsJudged is { } judged ? Gb8170.Text(judged, 1) : null,
            ["change_on_basis"] = comparison.ChangeOnBasis is { } onBasis ? Gb8170.Text(onBasis, 1) : null,
        };
    }

    internal static AirPollutant? PollutantOf(AssessInputs inputs, string name)
    {
        if (Array.IndexOf(Enum.GetNames<AirPollutant>(), name) is >= 0 and var index)
        {
            return Enum.GetValues<AirPollutant>()[index];
        }

        inputs.Fail($"'{name}' is none of {string.Join(", ", Enum.GetNames<AirPollutant>())}");
        return null;
    }

    private static string Share(GoodDayShares shares) => shares.Measured.Share is { } share ? Gb8170.Text(share, 1) : "";

    private static IReadOnlyList<AirIndexInputs> Days(AssessInputs inputs, string name) =>
    [
        .. inputs.List(name).Select(day => new AirIndexInputs
        {
            Period = Period.Day(day.Date("day", NoDay)),
            CityCode = inputs.Has("city") ? inputs.Word("city") : null,
            Values = [.. day.All().Where(v => v.Key is not "day").Select(v => AirItem.TryParse(v.Key, out var item) ? new AirValue(item, v.Value, DataMark.Normal) : Unknown(inputs, v.Key)).OfType<AirValue>()],
        }),
    ];

    private static Dictionary<AirItem, decimal> Concentrations(AssessInputs inputs, IReadOnlyDictionary<string, string> texts)
    {
        var values = new Dictionary<AirItem, decimal>();
        foreach (var (name, text) in texts)
        {
            if (!AirItem.TryParse(name, out var item))
            {
                Unknown(inputs, name);
            }
            else if (MeasuredValue.Read(text, flag: null).Number is { } value)
            {
                values[item] = value;
            }
        }

        return values;
    }

    private static AirValue? Unknown(AssessInputs inputs, string name)
    {
        inputs.Fail($"unknown item '{name}'");
        return null;
    }

    private static IReadOnlyList<LabelledValue> Labelled(AssessInputs inputs) => [.. inputs.Map("values").Select(v => new LabelledValue(v.Key, v.Value))];

    private static AirStatisticsEdition? Statistics(AssessInputs inputs, DateOnly day) =>
        EditionCatalogue.Default.AirStatistics.Find(inputs.Standard) ?? EditionCatalogue.Default.AirStatisticsAt(day);

    private static HourLabel? Label(AssessInputs inputs)
    {
        HourLabel? label = inputs.Word("label") switch { "start" => HourLabel.Start, "end" => HourLabel.End, "instant" => HourLabel.Instant, _ => null };
        if (label is null)
        {
            inputs.Fail("'label' is start, end or instant");
        }

        return label;
    }

    private static TimeSpan Rhythm(AssessInputs inputs)
    {
        var minutes = inputs.OptionalNumber("rhythm_minutes") ?? 1;
        if (minutes is < 0 or > MaxRhythmMinutes)
        {
            inputs.Fail($"'rhythm_minutes' must be 0 to {MaxRhythmMinutes}");
            return TimeSpan.Zero;
        }

        return TimeSpan.FromSeconds((double)(minutes * 60));
    }
}

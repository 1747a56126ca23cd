using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of air.</summary>
internal static class AssessAir
{
    // As the standard's vectors call it: only the sub-indices may be published.
    private const string SubIndicesOnly = "single indices only (NA)";
    private const string NotMonitored = "/";

    public static JsonObject? Iaqi(AssessInputs inputs)
    {
        if (Edition(inputs) is not { } edition || !AirItem.TryParse(inputs.Word("item"), out var item) || edition.ColumnOf(item) is null)
        {
            inputs.Fail($"{inputs.Standard} has no item '{inputs.Word("item")}'");
            return null;
        }

        var index = inputs.Measured(inputs.Text("concentration")) is { } concentration ? SubIndex.Of(edition, item, concentration) : null;
        inputs.Reason ??= index is null ? NoVerdictReason.BeyondTable : null;
        inputs.Facts = () => new JsonObject
        {
            ["compared"] = inputs.Measured(inputs.Text("concentration")) is { } c ? Gb8170.Text(SubIndex.Rounded(edition, item, c)) : null,
            ["breakpoints"] = AssessKinds.List(edition.ColumnOf(item)!.Concentration.Select(limit => Gb8170.Text(limit))),
            ["indices"] = AssessKinds.List(edition.ColumnOf(item)!.Iaqi.Select(i => Gb8170.Text(i))),
        };
        return new JsonObject { ["iaqi"] = index };
    }

    public static JsonObject? Daily(AssessInputs inputs)
    {
        if (Judge(inputs, e => Period.Day(e.Validity.From)) is not { } verdict)
        {
            return null;
        }

        var result = ResultOf(verdict);
        if (verdict.Exceeding is { } exceeding)
        {
            result["exceeding"] = AssessKinds.List(exceeding.Select(p => p.Text()));
        }

        return result;
    }

    public static JsonObject? Realtime(AssessInputs inputs) =>
        Judge(inputs, e => Period.HourOf(ChinaTime.StartOf(e.Validity.From))) is { } verdict ? ResultOf(verdict) : null;

    public static JsonObject? DailyMean(AssessInputs inputs)
    {
        var decimals = AssessNumbers.Decimals(inputs);
        var day = AirStatistics.DailyMean(Hours(inputs, "hourly"), Statistics(inputs));
        inputs.Reason = day.Mean is null ? NoVerdictReason.TooFewData : null;
        return new JsonObject
        {
            ["valid"] = day.Mean is not null,
            ["n"] = day.Hours,
            ["mean"] = day.Mean is { } mean ? Gb8170.Text(Gb8170.RoundPlain(mean, decimals), decimals) : null,
        };
    }

    public static JsonObject? OzoneMaximum(AssessInputs inputs)
    {
        var day = AirStatistics.OzoneDailyMaximum(Hours(inputs, "hourly_1_to_24"), Statistics(inputs));
        inputs.Reason = day.Maximum is null ? NoVerdictReason.TooFewData : null;
        return new JsonObject
        {
            ["mda8"] = day.Maximum is { } maximum ? Gb8170.Text(Gb8170.RoundPlain(maximum, 0), 0) : null,
            ["valid_windows"] = day.ValidWindows,
            ["valid"] = day.Maximum is not null,
        };
    }

    public static JsonObject? Percentile(AssessInputs inputs)
    {
        var values = inputs.Numbers("values").Where(v => v is not null).Select(v => v!.Value).ToList();
        var value = AirStatistics.Percentile(values, inputs.Number("p"));
        inputs.Reason = value is null ? NoVerdictReason.TooFewData : null;
        return new JsonObject { ["value"] = value is { } v ? Gb8170.Text(v) : null };
    }

    public static JsonObject? GoodDayShare(AssessInputs inputs) =>
        ShareOf(inputs, AirStatistics.GoodDayShare(inputs.Count("good_days"), inputs.Count("valid_days")));

    public static JsonObject? ProvinceGoodDayShare(AssessInputs inputs) =>
        ShareOf(inputs, AirStatistics.ProvinceGoodDayShare([.. inputs.Numbers("city_shares").Where(s => s is not null).Select(s => s!.Value)]));

    private static JsonObject ShareOf(AssessInputs inputs, decimal? share)
    {
        inputs.Reason = share is null ? NoVerdictReason.TooFewData : null;
        return new JsonObject { ["share"] = share is { } s ? Gb8170.Text(s, 1) : null };
    }

    private static AirVerdict? Judge(AssessInputs inputs, Func<AirIndexEdition, Period> periodOf)
    {
        if (Edition(inputs) is not { } edition)
        {
            inputs.Fail($"unknown standard '{inputs.Standard}'");
            return null;
        }

        var values = new List<AirValue>();
        var notMonitored = new List<AirPollutant>();
        foreach (var (name, text) in inputs.All())
        {
            if (!AirItem.TryParse(name, out var item))
            {
                inputs.Fail($"unknown item '{name}'");
            }
            else if (text is NotMonitored)
            {
                notMonitored.Add(item.Pollutant);
            }
            else
            {
                values.Add(new AirValue(item, text, DataMark.Normal));
            }
        }

        var index = new AirIndexInputs { Period = periodOf(edition), Values = values, NotMonitored = notMonitored };
        var verdict = AirQualityIndex.Assess(index, edition);
        inputs.Reason = verdict.Reason;
        inputs.Evidence = () => AirIndexCertificate.Of(index, edition);
        return verdict;
    }

    private static JsonObject ResultOf(AirVerdict verdict)
    {
        var result = new JsonObject
        {
            ["aqi"] = verdict.Aqi,
            ["category"] = verdict.Category?.Name,
            ["primary"] = AssessKinds.List(verdict.Primary.Select(p => p.Text())),
        };
        if (verdict.Reason is NoVerdictReason.ItemMissing)
        {
            result["published"] = SubIndicesOnly;
        }

        return result;
    }

    private static AirIndexEdition? Edition(AssessInputs inputs) => EditionCatalogue.Default.FindAirIndex(inputs.Standard);

    private static AirStatisticsEdition Statistics(AssessInputs inputs) =>
        EditionCatalogue.Default.AirStatistics.FirstOrDefault(e => e.Clause.Contains(inputs.Standard, StringComparison.Ordinal)) ?? EditionCatalogue.Default.AirStatistics[^1];

    private static IReadOnlyList<decimal?> Hours(AssessInputs inputs, string name)
    {
        var hours = inputs.Texts(name).Select(t => MeasuredValue.Read(t, flag: null).Number).ToList();
        if (hours.Count != 24)
        {
            inputs.Fail($"'{name}' must hold 24 hours");
        }

        return hours;
    }
}

using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;

namespace Monitoring.Compliance.Certificates;

/// <summary>The verdicts of air's periods as certificates write them: quantities as strings.</summary>
internal static class AirVerdictJson
{
    public static JsonObject Of(AirPeriodVerdict verdict) => new()
    {
        ["period"] = verdict.Range.Label,
        ["figures"] = VerdictJson.ListOf(verdict.Figures, f => new JsonObject
        {
            ["pollutant"] = f.Pollutant.Code(),
            ["statistic"] = f.Statistic,
            ["value"] = Quantity(f.Value),
            ["reason"] = f.Reason,
        }),
        ["refused"] = VerdictJson.ListOf(verdict.Refused, r => new JsonObject { ["day"] = CertificateDocuments.Text(r.Day), ["item"] = r.Item.Name, ["reason"] = r.Reason }),
        ["standard"] = verdict.Standard,
        ["ruleState"] = VerdictJson.Text(verdict.RuleState),
        ["reason"] = verdict.Reason,
    };

    public static JsonObject Of(AirAttainmentVerdict verdict) => new()
    {
        ["period"] = verdict.Range.Label,
        ["attained"] = verdict.Attained,
        ["pollutants"] = VerdictJson.ListOf(verdict.Pollutants, p => new JsonObject { ["pollutant"] = p.Pollutant.Code(), ["meets"] = p.Meets }),
        ["standard"] = verdict.Standard,
        ["ruleState"] = VerdictJson.Text(verdict.RuleState),
        ["reason"] = verdict.Reason,
    };

    public static JsonObject Of(AirPollutant pollutant, AttainmentCriterion criterion) => new()
    {
        ["pollutant"] = pollutant.Code(),
        ["statistic"] = criterion.Statistic,
        ["value"] = Quantity(criterion.Value),
        ["limit"] = VerdictJson.Quantity(criterion.Limit),
        ["meets"] = criterion.Meets,
        ["multiple"] = Quantity(criterion.Multiple),
        ["reason"] = criterion.Reason,
    };

    public static JsonObject Of(CompositeIndexVerdict verdict) => new()
    {
        ["period"] = verdict.Range.Label,
        ["index"] = Quantity(verdict.Index),
        ["largest"] = VerdictJson.ListOf(verdict.Largest, p => JsonValue.Create(p.Code())),
        ["missing"] = VerdictJson.ListOf(verdict.Missing, m => new JsonObject { ["item"] = m.Item.Name, ["reason"] = m.Reason }),
        ["standard"] = verdict.Standard,
        ["ruleState"] = VerdictJson.Text(verdict.RuleState),
        ["reason"] = verdict.Reason,
    };

    public static JsonObject Of(HeavyPollutionVerdict verdict)
    {
        var json = new JsonObject
        {
            ["highest"] = Of(verdict.Highest),
            ["measured"] = Of(verdict.Measured),
            ["mayBeLifted"] = verdict.MayBeLifted,
            ["standard"] = verdict.Standard,
            ["ruleState"] = VerdictJson.Text(verdict.RuleState),
            ["reason"] = verdict.Reason,
        };
        if (verdict.IsLowerBound)
        {
            json["lowerBound"] = true;
        }

        return json;
    }

    private static JsonObject? Of(PollutionEpisode? episode) => episode is null ? null : new JsonObject
    {
        ["level"] = episode.Level.Name,
        ["levelZh"] = episode.Level.NameZh,
        ["measure"] = episode.Run.Measure,
        ["above"] = VerdictJson.Quantity(episode.Run.Above),
        ["days"] = episode.Run.Days,
        ["from"] = CertificateDocuments.Text(episode.From),
        ["to"] = CertificateDocuments.Text(episode.To),
        ["basis"] = CertificateDocuments.Text(episode.Basis),
    };

    private static JsonNode? Quantity(decimal? value) => value is { } v ? VerdictJson.Quantity(v) : null;
}

using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;

namespace Monitoring.Compliance.Certificates;

/// <summary>The verdicts as the API and certificates write them: one shape, camelCase.</summary>
public static class VerdictJson
{
    /// <summary>A water verdict for the API: quantities are JSON numbers with the digits of their decimals.</summary>
    public static JsonObject Of(WaterVerdict verdict, string? certificateId) => With(certificateId, Of(verdict, d => JsonValue.Create(d), isCertificate: false), verdict?.Standard);

    /// <summary>An air verdict for the API.</summary>
    public static JsonObject Of(AirVerdict verdict, string? certificateId) => With(certificateId, Of(verdict, d => JsonValue.Create(d)), verdict?.Standard);

    /// <summary>The word of a rule state.</summary>
    public static string Text(RuleState state) => state.ToString().ToLowerInvariant();

    /// <summary>The word of the state of the rules that were applied; null where none was, as there is nothing to be sure of.</summary>
    public static string? Text(RuleState state, string? standard) => standard is null ? null : Text(state);

    /// <summary>A quantity as certificates write it: a string without needless zeros.</summary>
    internal static JsonNode Quantity(decimal value) => JsonValue.Create(Gb8170.Text(value));

    /// <summary>A water verdict as certificates state it.</summary>
    internal static JsonObject Of(WaterVerdict verdict) => Of(verdict, Quantity, isCertificate: true);

    private static JsonObject Of(WaterVerdict verdict, Func<decimal, JsonNode> quantity, bool isCertificate)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var json = new JsonObject { ["class"] = verdict.Class };
        if (verdict.Class is null)
        {
            json["reason"] = verdict.Reason;
            json["since"] = verdict.Since is { } since ? CertificateDocuments.Text(since) : null;
        }
        else
        {
            json["classText"] = verdict.ClassText;
            json["met"] = verdict.Met;
            json["rating"] = verdict.Rating!.Name;
            json["ratingZh"] = verdict.Rating.NameZh;
            json["color"] = verdict.Rating.Color;
            json["limiting"] = ListOf(verdict.Limiting, i => new JsonObject
            {
                ["code"] = i.Code,
                ["name"] = i.Name,
                ["nameZh"] = i.NameZh,
                ["value"] = quantity(i.Value),
                ["limit"] = i.Limit is { } limit ? quantity(limit) : null,
                ["multiple"] = i.Multiple is { } multiple ? quantity(multiple) : null,
            });
            json["main"] = ListOf(verdict.MainIndicators, i => JsonValue.Create(isCertificate ? i.CertificateText : i.Text));
            json["mainZh"] = ListOf(verdict.MainIndicators, i => JsonValue.Create(isCertificate ? i.CertificateTextZh : i.TextZh));
        }

        json["targetClass"] = verdict.TargetClass;
        json["items"] = verdict.Items;
        json["completeness"] = quantity(verdict.Completeness);
        json["itemSet"] = verdict.ItemSet;
        json["sources"] = ListOf(verdict.Sources, s => JsonValue.Create(s));
        json["missing"] = ListOf(verdict.Missing, m => new JsonObject { ["item"] = m.Item, ["reason"] = m.Reason });
        json["ruleState"] = Text(verdict.RuleState);
        json["standard"] = verdict.Standard;
        json["period"] = verdict.Period;
        if (verdict.WhatIf is { } whatIf)
        {
            json["whatIf"] = whatIf;
        }

        return json;
    }

    internal static JsonObject Of(AirVerdict verdict, Func<decimal, JsonNode> quantity)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var json = new JsonObject
        {
            ["aqi"] = verdict.Aqi,
            ["computed"] = verdict.Computed,
            ["category"] = verdict.Category?.Name,
            ["categoryZh"] = verdict.Category?.NameZh,
            ["color"] = verdict.Category?.Color,
            ["primary"] = ListOf(verdict.Primary, p => JsonValue.Create(p.Code())),
            ["iaqi"] = new JsonObject(verdict.Iaqi.Select(i => KeyValuePair.Create(i.Key.Name, (JsonNode?)JsonValue.Create(i.Value)))),
            ["missing"] = ListOf(verdict.Missing, m => new JsonObject { ["item"] = m.Item.Name, ["reason"] = m.Reason }),
            ["completeness"] = quantity(verdict.Completeness),
            ["ruleState"] = Text(verdict.RuleState),
            ["standard"] = verdict.Standard,
            ["period"] = verdict.Period,
        };
        if (verdict.Exceeding is { } exceeding)
        {
            json["exceeding"] = ListOf(exceeding, p => JsonValue.Create(p.Code()));
        }

        if (verdict.Reason is { } reason)
        {
            json["reason"] = reason;
        }

        return json;
    }

    internal static JsonArray ListOf<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);

    // Certificates of the first release state "verified" and a set of items where no edition was in force; they are replayed, so only what is
    // answered today says nothing there.
    private static JsonObject With(string? certificateId, JsonObject json, string? standard)
    {
        json["certificateId"] = certificateId;
        foreach (var name in standard is null ? ["ruleState", "itemSet"] : Array.Empty<string>())
        {
            if (json.ContainsKey(name))
            {
                json[name] = null;
            }
        }

        return json;
    }
}

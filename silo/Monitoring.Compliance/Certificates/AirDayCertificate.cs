using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Certificates;

/// <summary>The evidence of the day of a city or of one site: the sites' concentrations, their means, the rounding, the index (HJ 663, HJ 633).</summary>
public static class AirDayCertificate
{
    internal static CertificateKind Kind => Written;

    private static readonly CertificateKind<InputsDocument> Written = new("air-day", d => InputsDocument.Of(d.ToInputs(), d.Statistics), Replay);

    /// <summary>The verdict of <see cref="AirDay.Assess(AirDayInputs)"/> and its certificate.</summary>
    public static (AirDayVerdict Verdict, Certificate Certificate) Certify(AirDayInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var catalogue = EditionCatalogue.Default;
        var statistics = catalogue.AirStatisticsAt(inputs.Day, inputs.CityCode);
        var (verdict, evidence) = Judge(inputs, statistics, catalogue.AirIndexAt(inputs.Day, inputs.CityCode));
        return (verdict, Written.Write(InputsDocument.Of(inputs, statistics?.Id), evidence));
    }

    private static Evidence? Replay(InputsDocument document, string? editionId)
    {
        var (statistics, index) = (EditionCatalogue.Default.AirStatistics.Find(document.Statistics), EditionCatalogue.Default.AirIndex.Find(editionId));
        return (statistics?.Id, index?.Id) == (document.Statistics, editionId) ? Judge(document.ToInputs(), statistics, index).Evidence : null;
    }

    private static (AirDayVerdict Verdict, Evidence Evidence) Judge(AirDayInputs inputs, AirStatisticsEdition? statistics, AirIndexEdition? index)
    {
        var (verdict, items) = AirDay.Judge(inputs, statistics, index);
        var concentrations = VerdictJson.ListOf(verdict.Values.OrderBy(v => v.Key.Name, StringComparer.Ordinal), v => new JsonObject
        {
            ["item"] = v.Key.Name,
            ["sites"] = v.Value.Sites,
            ["mean"] = VerdictJson.Quantity(v.Value.Unrounded),
            ["rounded"] = VerdictJson.Quantity(v.Value.Value),
        });
        var steps = new JsonArray(new JsonObject { ["concentrations"] = concentrations }, new JsonObject { ["index"] = VerdictJson.ListOf(items, i => AirIndexCertificate.StepOf(i, index!)) });
        string?[] clauses = [statistics?.Clause, statistics?.CityDay.Clause, index?.Daily.Clause];
        return (verdict, new Evidence(index?.Id, [.. clauses.OfType<string>()], verdict.Index.RuleState, steps, VerdictJson.Of(verdict.Index, VerdictJson.Quantity)));
    }

    private sealed record ValueDocument(string Item, string Text);

    private sealed record SiteDocument(string Site, IReadOnlyList<ValueDocument> Values);

    private sealed record InputsDocument(string Day, string? CityCode, string? Statistics, IReadOnlyList<SiteDocument> Sites)
    {
        public static InputsDocument Of(AirDayInputs inputs, string? statistics) => new(
            CertificateDocuments.Text(inputs.Day),
            inputs.CityCode,
            statistics,
            [
                .. inputs.Sites.OrderBy(s => s.Site, StringComparer.Ordinal).Select(s => new SiteDocument(
                    s.Site, [.. s.Values.OrderBy(v => v.Key.Name, StringComparer.Ordinal).Select(v => new ValueDocument(v.Key.Name, Gb8170.Text(v.Value)))])),
            ]);

        public AirDayInputs ToInputs() => new()
        {
            Day = CertificateDocuments.Day(Day),
            CityCode = CityCode,
            Sites = [.. Sites.Select(s => new AirSiteDay(s.Site, s.Values.ToDictionary(v => CertificateDocuments.AirItem(v.Item), v => CertificateDocuments.Number(v.Text))))],
        };
    }
}

using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Certificates;

/// <summary>The evidence of an hourly or daily air quality index (HJ 633-2012, HJ 633-2026).</summary>
public static class AirIndexCertificate
{
    internal static CertificateKind Kind => Written;

    private static readonly CertificateKind<InputsDocument> Written = new("air-index", d => InputsDocument.Of(d.ToInputs()), Replay);

    /// <summary>The certificate of the verdict that <see cref="AirQualityIndex.Assess(AirIndexInputs)"/> gives.</summary>
    public static Certificate Of(AirIndexInputs inputs) => Certify(inputs).Certificate;

    /// <summary>The verdict and its certificate in one computation.</summary>
    public static (AirVerdict Verdict, Certificate Certificate) Certify(AirIndexInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Make(inputs, EditionCatalogue.Default.AirIndexAt(inputs.Period.Date, inputs.CityCode));
    }

    /// <summary>The certificate of a verdict that was given under an earlier version: the one that was given then.</summary>
    public static Certificate Of(AirIndexInputs inputs, CertificateVersion version)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Written.Write(InputsDocument.Of(inputs), Judge(inputs, EditionCatalogue.Default.AirIndexAt(inputs.Period.Date, inputs.CityCode)).Evidence, version);
    }

    /// <summary>The certificate of a verdict by a given edition.</summary>
    public static Certificate Of(AirIndexInputs inputs, AirIndexEdition edition)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(edition);
        return Make(inputs, edition).Certificate;
    }

    private static Evidence? Replay(InputsDocument document, string? editionId)
    {
        var edition = EditionCatalogue.Default.AirIndex.FirstOrDefault(e => e.Id == editionId);
        return edition is null && editionId is not null ? null : Judge(document.ToInputs(), edition).Evidence;
    }

    private static (AirVerdict Verdict, Certificate Certificate) Make(AirIndexInputs inputs, AirIndexEdition? edition)
    {
        var (verdict, evidence) = Judge(inputs, edition);
        return (verdict, Written.Write(InputsDocument.Of(inputs), evidence));
    }

    private static (AirVerdict Verdict, Evidence Evidence) Judge(AirIndexInputs inputs, AirIndexEdition? edition)
    {
        var (verdict, items) = edition is null
            ? (AirQualityIndex.NoVerdict(inputs, NoVerdictReason.EditionGap), [])
            : AirQualityIndex.Judge(inputs, edition);
        var evidence = new Evidence(
            edition?.Id,
            edition is null ? [] : [AirQualityIndex.ReportOf(edition, inputs.Period).Clause],
            verdict.RuleState,
            VerdictJson.ListOf(items, i => StepOf(i, edition!)),
            VerdictJson.Of(verdict, VerdictJson.Quantity));
        return (verdict, evidence);
    }

    internal static JsonObject StepOf(AssessedAirItem item, AirIndexEdition edition)
    {
        if (item.Concentration is not { } concentration)
        {
            return new JsonObject { ["item"] = item.Item.Name, ["reason"] = item.Reason };
        }

        var column = edition.ColumnOf(item.Item)!;
        return new JsonObject
        {
            ["item"] = item.Item.Name,
            ["code"] = item.Item.Pollutant.Code(),
            ["unrounded"] = VerdictJson.Quantity(concentration),
            ["compared"] = VerdictJson.Quantity(item.Rounded!.Value),
            ["breakpoints"] = VerdictJson.ListOf(column.Concentration, VerdictJson.Quantity),
            ["indices"] = VerdictJson.ListOf(column.Iaqi, i => JsonValue.Create(i)),
            ["iaqi"] = item.Iaqi,
            ["reason"] = item.Reason,
        };
    }

    private sealed record ValueDocument(string Item, string Text, string Flag, string Unit);

    private sealed record InputsDocument(
        string PeriodKind,
        string PeriodStart,
        string? CityCode,
        IReadOnlyList<string> NotMonitored,
        IReadOnlyList<ValueDocument> Values)
    {
        // Sorted, so that the order in which values came does not change the certificate.
        public static InputsDocument Of(AirIndexInputs inputs) => new(
            CertificateDocuments.Text(inputs.Period.Kind),
            CertificateDocuments.Text(inputs.Period.Start),
            inputs.CityCode,
            [.. inputs.NotMonitored.Distinct().Order().Select(p => p.Code())],
            [
                .. inputs.Values
                    .OrderBy(v => v.Item.Name, StringComparer.Ordinal).ThenBy(v => v.Text, StringComparer.Ordinal)
                    .ThenBy(v => v.Flag, StringComparer.Ordinal).ThenBy(v => v.Unit, StringComparer.Ordinal)
                    .Select(v => new ValueDocument(v.Item.Name, v.Text, v.Flag, v.Unit)),
            ]);

        public AirIndexInputs ToInputs() => new()
        {
            Period = CertificateDocuments.Period(PeriodKind, PeriodStart),
            CityCode = CityCode,
            NotMonitored = [.. NotMonitored.Select(CertificateDocuments.AirPollutant)],
            Values =
            [
                .. Values.Select(v => new AirValue(CertificateDocuments.AirItem(v.Item), v.Text, v.Flag, v.Unit)),
            ],
        };
    }
}

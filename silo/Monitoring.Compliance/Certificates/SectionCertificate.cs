using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Certificates;

/// <summary>The evidence of a section verdict (GB 3838-2002 table 1, HuanBan [2011] 22).</summary>
public static class SectionCertificate
{
    internal static CertificateKind Kind => Written;

    private static readonly CertificateKind<InputsDocument> Written = new("water-section", d => InputsDocument.Of(d.ToInputs()), Replay);

    /// <summary>The certificate of the verdict that <see cref="SectionAssessment.Assess(SectionInputs)"/> gives.</summary>
    public static Certificate Of(SectionInputs inputs) => Certify(inputs).Certificate;

    /// <summary>The verdict and its certificate in one computation.</summary>
    public static (WaterVerdict Verdict, Certificate Certificate) Certify(SectionInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (verdict, certificate, _) = Make(inputs, SectionAssessment.EditionOf(inputs));
        return (verdict, certificate);
    }

    /// <summary>The verdict, and its certificate for who asks: most verdicts of a moment are never asked for theirs.</summary>
    public static (WaterVerdict Verdict, Lazy<Certificate> Certificate) Judge(SectionInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var edition = SectionAssessment.EditionOf(inputs);
        var (verdict, items) = Assess(inputs, edition);
        return (verdict, new Lazy<Certificate>(() => Written.Write(InputsDocument.Of(inputs), EvidenceOf(inputs, edition, verdict, items))));
    }

    /// <summary>The verdict, its certificate, and per short code the value of each item that took part, before rounding: what longer periods and rivers are made from.</summary>
    public static (WaterVerdict Verdict, Certificate Certificate, IReadOnlyDictionary<string, ItemMean> Means) CertifyWithMeans(SectionInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (verdict, certificate, items) = Make(inputs, SectionAssessment.EditionOf(inputs));
        return (verdict, certificate, AssessedItem.MeansOf(items));
    }

    /// <summary>The certificate of a verdict that was given under an earlier version: the one that was given then.</summary>
    public static Certificate Of(SectionInputs inputs, CertificateVersion version)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Written.Write(InputsDocument.Of(inputs), Judge(inputs, SectionAssessment.EditionOf(inputs)).Evidence, version);
    }

    /// <summary>The certificate of a verdict by a given edition.</summary>
    public static Certificate Of(SectionInputs inputs, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(edition);
        return Make(inputs, edition).Certificate;
    }

    private static Evidence? Replay(InputsDocument document, string? editionId)
    {
        var edition = EditionCatalogue.Default.FindWater(editionId);
        return edition is null && editionId is not null ? null : Judge(document.ToInputs(), edition).Evidence;
    }

    private static (WaterVerdict Verdict, Certificate Certificate, IReadOnlyList<AssessedItem> Items) Make(SectionInputs inputs, WaterEdition? edition)
    {
        var (verdict, evidence, items) = Judge(inputs, edition);
        return (verdict, Written.Write(InputsDocument.Of(inputs), evidence), items);
    }

    private static (WaterVerdict Verdict, Evidence Evidence, IReadOnlyList<AssessedItem> Items) Judge(SectionInputs inputs, WaterEdition? edition)
    {
        var (verdict, items) = Assess(inputs, edition);
        return (verdict, EvidenceOf(inputs, edition, verdict, items), items);
    }

    private static (WaterVerdict Verdict, IReadOnlyList<AssessedItem> Items) Assess(SectionInputs inputs, WaterEdition? edition) =>
        edition is null ? (SectionAssessment.NoVerdict(inputs), []) : SectionAssessment.Judge(inputs, edition);

    private static Evidence EvidenceOf(SectionInputs inputs, WaterEdition? edition, WaterVerdict verdict, IReadOnlyList<AssessedItem> items) => new(
        edition?.Id,
        edition is null ? [] : ClausesOf(inputs, edition),
        verdict.RuleState,
        VerdictJson.ListOf(items, i => StepOf(i, inputs)),
        VerdictJson.Of(verdict));

    private static IReadOnlyList<string> ClausesOf(SectionInputs inputs, WaterEdition edition)
    {
        var isInstant = inputs is { Rounding: RoundingPolicy.Raw, ItemSet.Name: "5" };
        var items = isInstant ? edition.Method.Instant : edition.RuleOn(inputs.Period.Date);
        var clauses = new List<string> { $"{edition.Limits.Standard} table 1", $"{edition.Method.Standard}, sections 3 and 4" };
        if (items is not null)
        {
            clauses.Add(items.Clause);
        }

        clauses.Add(inputs.Rounding is RoundingPolicy.Period ? edition.Method.Rounding.Clause : "compared unrounded");
        return clauses;
    }

    private static JsonObject StepOf(AssessedItem item, SectionInputs inputs)
    {
        if (item.MissingReason is { } reason)
        {
            return new JsonObject { ["item"] = item.Code, ["valid"] = item.Valid, ["reason"] = reason };
        }

        var row = item.Item!;
        return new JsonObject
        {
            ["item"] = item.Code,
            ["code"] = row.MinistryCode,
            ["source"] = CertificateDocuments.Text(item.Source!.Value),
            ["valid"] = item.Valid,
            ["belowDetection"] = item.BelowDetection,
            ["unrounded"] = VerdictJson.Quantity(item.Unrounded),
            ["decimals"] = inputs.Rounding is RoundingPolicy.Period ? row.AssessmentDecimals : null,
            ["compared"] = VerdictJson.Quantity(item.Compared),
            ["limits"] = LimitsOf(row, inputs.WaterBody),
            ["class"] = item.Class,
            ["ruleState"] = VerdictJson.Text(row.State),
        };
    }

    private static JsonArray LimitsOf(WaterItem item, WaterBody body) => VerdictJson.ListOf(
        item.Range ?? [.. Enumerable.Range(1, 5).Select(c => SingleFactor.LimitOf(item, body, c)!.Value)], VerdictJson.Quantity);

    private sealed record ValueDocument(string Code, string Text, string Flag, string SampledAt, string Source, string Unit);

    private sealed record InputsDocument(
        string PeriodKind,
        string PeriodStart,
        string WaterBody,
        string Rounding,
        string ItemSet,
        int? TargetClass,
        string? Condition,
        string? OxygenSaturationPercent,
        int ExpectedPerItem,
        int MinimumPerItem,
        IReadOnlyList<ValueDocument> Values,
        // Absent in certificates of the first release, so absent where they say nothing.
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MinimumPerItemByHand = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WhatIf = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<BackgroundExemption>? NaturalBackground = null)
    {
        // Sorted, so that the order in which values came does not change the certificate.
        public static InputsDocument Of(SectionInputs inputs) => new(
            CertificateDocuments.Text(inputs.Period.Kind),
            CertificateDocuments.Text(inputs.Period.Start),
            CertificateDocuments.Text(inputs.WaterBody),
            CertificateDocuments.Text(inputs.Rounding),
            inputs.ItemSet.Name,
            inputs.TargetClass,
            inputs.Condition,
            inputs.OxygenSaturationPercent,
            inputs.ExpectedPerItem,
            inputs.MinimumPerItem,
            [
                .. inputs.Values
                    .OrderBy(v => v.Code.Value, StringComparer.Ordinal).ThenBy(v => v.SampledAt).ThenBy(v => v.Source)
                    .ThenBy(v => v.Text, StringComparer.Ordinal).ThenBy(v => v.Flag, StringComparer.Ordinal).ThenBy(v => v.Unit, StringComparer.Ordinal)
                    .Select(v => new ValueDocument(v.Code.Value, v.Text, v.Flag, CertificateDocuments.Text(v.SampledAt), CertificateDocuments.Text(v.Source), v.Unit)),
            ],
            inputs.MinimumPerItemByHand,
            inputs.WhatIf,
            inputs.NaturalBackground.Count == 0 ? null : [.. inputs.NaturalBackground.OrderBy(e => e.Item, StringComparer.Ordinal).ThenBy(e => e.From).ThenBy(e => e.To).ThenBy(e => e.Source, StringComparer.Ordinal)]);

        public SectionInputs ToInputs() => new()
        {
            Period = CertificateDocuments.Period(PeriodKind, PeriodStart),
            WaterBody = CertificateDocuments.Word<WaterBody>(WaterBody),
            Rounding = CertificateDocuments.Word<RoundingPolicy>(Rounding),
            ItemSet = Water.ItemSet.TryParse(ItemSet, out var set) ? set : throw new FormatException($"'{ItemSet}' is no item set"),
            TargetClass = TargetClass,
            Condition = Condition,
            OxygenSaturationPercent = OxygenSaturationPercent,
            ExpectedPerItem = ExpectedPerItem,
            MinimumPerItem = MinimumPerItem,
            MinimumPerItemByHand = MinimumPerItemByHand,
            WhatIf = WhatIf,
            NaturalBackground = NaturalBackground ?? [],
            Values =
            [
                .. Values.Select(v => new SectionValue(
                    ParameterCode.Parse(v.Code), v.Text, v.Flag, CertificateDocuments.Time(v.SampledAt), CertificateDocuments.Word<ReadingSource>(v.Source), v.Unit)),
            ],
        };
    }
}

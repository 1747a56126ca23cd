using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Certificates;

/// <summary>The evidence of the figures of a period: every day that entered, the unrounded figures and the rounded ones (HJ 663).</summary>
public static class AirPeriodCertificate
{
    internal static CertificateKind Kind => Written;

    private static readonly CertificateKind<InputsDocument> Written = new("air-period", d => InputsDocument.Of(d.ToInputs()), Replay);

    /// <summary>The verdict of <see cref="AirPeriod.Assess(AirPeriodInputs)"/> and its certificate.</summary>
    public static (AirPeriodVerdict Verdict, Certificate Certificate) Certify(AirPeriodInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (verdict, evidence) = Judge(inputs, EditionCatalogue.Default.AirStatisticsAt(inputs.Range.To));
        return (verdict, Written.Write(InputsDocument.Of(inputs), evidence));
    }

    private static Evidence? Replay(InputsDocument document, string? editionId)
    {
        var edition = EditionCatalogue.Default.AirStatistics.Find(editionId);
        return edition?.Id == editionId ? Judge(document.ToInputs(), edition).Evidence : null;
    }

    private static (AirPeriodVerdict Verdict, Evidence Evidence) Judge(AirPeriodInputs inputs, AirStatisticsEdition? edition)
    {
        var verdict = edition is null ? AirPeriod.NoVerdict(inputs, NoVerdictReason.EditionGap) : AirPeriod.Assess(inputs, edition);
        string?[] clauses = edition is null ? []
            : inputs.Range.IsYear || inputs.Range.IsMonth ? [edition.Clause, edition.StatisticsClause]
            : [edition.Clause, edition.StatisticsClause, edition.PartPeriod.Clause];
        var steps = VerdictJson.ListOf(verdict.Figures, f => new JsonObject
        {
            ["pollutant"] = f.Pollutant.Code(),
            ["statistic"] = f.Statistic,
            ["unrounded"] = f.Unrounded is { } u ? VerdictJson.Quantity(u) : null,
            ["days"] = f.Days,
            ["daysNeeded"] = f.DaysNeeded,
        });
        return (verdict, new Evidence(edition?.Id, [.. clauses.OfType<string>()], verdict.RuleState, steps, AirVerdictJson.Of(verdict)));
    }

    private sealed record ValueDocument(string Day, string Item, string Text);

    private sealed record InputsDocument(string From, string To, IReadOnlyList<ValueDocument> Days)
    {
        public static InputsDocument Of(AirPeriodInputs inputs) => new(
            CertificateDocuments.Text(inputs.Range.From),
            CertificateDocuments.Text(inputs.Range.To),
            [
                .. inputs.Days.OrderBy(d => d.Day).ThenBy(d => d.Item.Name, StringComparer.Ordinal).ThenBy(d => d.Value)
                    .Select(d => new ValueDocument(CertificateDocuments.Text(d.Day), d.Item.Name, Gb8170.Text(d.Value))),
            ]);

        public AirPeriodInputs ToInputs() => new()
        {
            Range = new DayRange(CertificateDocuments.Day(From), CertificateDocuments.Day(To)),
            Days = [.. Days.Select(d => new AirDayValue(CertificateDocuments.Day(d.Day), CertificateDocuments.AirItem(d.Item), CertificateDocuments.Number(d.Text)))],
        };
    }
}

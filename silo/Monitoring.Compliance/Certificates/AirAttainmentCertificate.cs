using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Certificates;

/// <summary>The evidence of attainment: the figures, each against its limit (GB 3095, HJ 663).</summary>
public static class AirAttainmentCertificate
{
    internal static CertificateKind Kind => Written;

    private static readonly CertificateKind<AirFiguresDocument> Written =
        new("air-attainment", d => AirFiguresDocument.Of(d.ToInputs(), d.FiguresCertificate), (d, id) => Replay(d, id));

    /// <summary>The verdict of <see cref="AirAttainment.Assess(AirAttainmentInputs)"/> and its certificate.</summary>
    /// <param name="inputs">The figures.</param>
    /// <param name="figuresCertificate">Id of the certificate that proves them; null when there is none.</param>
    public static (AirAttainmentVerdict Verdict, Certificate Certificate) Certify(AirAttainmentInputs inputs, string? figuresCertificate)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Make(inputs, figuresCertificate, EditionCatalogue.Default.AirLimitsAt(inputs.Range.To, inputs.CityCode));
    }

    /// <summary>The verdict by given limits ("what if") and its certificate.</summary>
    public static (AirAttainmentVerdict Verdict, Certificate Certificate) Certify(AirAttainmentInputs inputs, string? figuresCertificate, AirLimitsEdition edition)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(edition);
        return Make(inputs, figuresCertificate, edition);
    }

    private static (AirAttainmentVerdict Verdict, Certificate Certificate) Make(AirAttainmentInputs inputs, string? figuresCertificate, AirLimitsEdition? edition)
    {
        var (verdict, evidence) = Judge(inputs, edition);
        return (verdict, Written.Write(AirFiguresDocument.Of(inputs, figuresCertificate), evidence));
    }

    private static Evidence? Replay(AirFiguresDocument document, string? editionId)
    {
        var edition = EditionCatalogue.Default.AirLimits.Find(editionId);
        return edition?.Id == editionId ? Judge(document.ToInputs(), edition).Evidence : null;
    }

    private static (AirAttainmentVerdict Verdict, Evidence Evidence) Judge(AirAttainmentInputs inputs, AirLimitsEdition? edition)
    {
        var verdict = edition is null ? AirAttainment.NoVerdict(inputs, NoVerdictReason.EditionGap) : AirAttainment.Assess(inputs, edition);
        var steps = VerdictJson.ListOf(verdict.Pollutants.SelectMany(p => p.Criteria.Select(c => (p.Pollutant, Criterion: c))), s => AirVerdictJson.Of(s.Pollutant, s.Criterion));
        return (verdict, new Evidence(edition?.Id, edition is null ? [] : [edition.Clause], verdict.RuleState, steps, AirVerdictJson.Of(verdict)));
    }
}

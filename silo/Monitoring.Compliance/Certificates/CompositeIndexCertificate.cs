using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Certificates;

/// <summary>The evidence of a composite index: the figures, their ratios and weights (HJ 663, ranking rules).</summary>
public static class CompositeIndexCertificate
{
    internal static CertificateKind Kind => Written;

    private static readonly CertificateKind<AirFiguresDocument> Written =
        new("air-composite-index", d => AirFiguresDocument.Of(d.ToInputs(), d.FiguresCertificate), (d, id) => Replay(d, id));

    /// <summary>The verdict of <see cref="CompositeIndex.Assess(AirAttainmentInputs)"/> and its certificate.</summary>
    /// <param name="inputs">The figures.</param>
    /// <param name="figuresCertificate">Id of the certificate that proves them; null when there is none.</param>
    public static (CompositeIndexVerdict Verdict, Certificate Certificate) Certify(AirAttainmentInputs inputs, string? figuresCertificate)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (verdict, evidence) = Judge(inputs, EditionCatalogue.Default.CompositeIndexAt(inputs.Range.To));
        return (verdict, Written.Write(AirFiguresDocument.Of(inputs, figuresCertificate), evidence));
    }

    private static Evidence? Replay(AirFiguresDocument document, string? editionId)
    {
        var edition = EditionCatalogue.Default.CompositeIndex.Find(editionId);
        return edition?.Id == editionId ? Judge(document.ToInputs(), edition).Evidence : null;
    }

    private static (CompositeIndexVerdict Verdict, Evidence Evidence) Judge(AirAttainmentInputs inputs, CompositeIndexEdition? edition)
    {
        var verdict = edition is null ? CompositeIndex.NoVerdict(inputs, NoVerdictReason.EditionGap) : CompositeIndex.Assess(inputs, edition);
        var steps = VerdictJson.ListOf(verdict.Shares, s => new JsonObject
        {
            ["pollutant"] = s.Pollutant.Code(),
            ["ratio"] = VerdictJson.Quantity(s.Ratio),
            ["weight"] = VerdictJson.Quantity(s.Weight),
            ["share"] = VerdictJson.Quantity(s.Share),
        });
        return (verdict, new Evidence(edition?.Id, edition is null ? [] : [edition.Clause], verdict.RuleState, steps, AirVerdictJson.Of(verdict)));
    }
}

using Monitoring.Compliance.Certificates;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

internal sealed class StoredCertificates(IReadingQueries queries, IStationStore store, ICertificateStore issued) : ICertificates
{
    public async Task<CertificateEvidence?> Find(string id, CancellationToken cancellationToken)
    {
        if (await queries.FindVerdict(id, cancellationToken) is not { } verdict)
        {
            return await Kept(id, cancellationToken);
        }

        var certificate = verdict.Kind is VerdictKind.Instant ? await OfWater(verdict, cancellationToken) : await OfAir(verdict, cancellationToken);
        return certificate.Id == id
            ? new CertificateEvidence(id, certificate.Json, verdict)
            // Between the verdict and its inputs a correction may have been committed: then the evidence is among the kept ones.
            : await Kept(id, cancellationToken)
            ?? throw new InvalidDataException($"certificate {id} of {verdict.Station} at {verdict.At:O} cannot be rebuilt: " + (verdict.IsReplayable
                ? $"its stored inputs give {certificate.Id}"
                : $"it was given by engine {verdict.Engine} and rules {verdict.RuleSet}, which this release does not have"));
    }

    private async Task<CertificateEvidence?> Kept(string id, CancellationToken cancellationToken) =>
        (await queries.FindSupersededCertificate(id, cancellationToken) ?? await issued.Find(id, cancellationToken)) is { } kept
            ? new CertificateEvidence(id, kept, Verdict: null)
            : null;

    private async Task<Certificate> OfWater(StoredVerdict verdict, CancellationToken cancellationToken)
    {
        var inputs = await store.Load(verdict.Station, new StepNeeds { Instants = [WaterStep.ReachedFrom(verdict.At)] }, cancellationToken);
        return WaterJudge.EvidenceOf(verdict, InstantView.Of(inputs.Readings));
    }

    private async Task<Certificate> OfAir(StoredVerdict verdict, CancellationToken cancellationToken)
    {
        var needs = new StepNeeds
        {
            Keys = [.. AirJudge.HourMeans.Select(s => s.At(verdict.At))],
            Windows = [.. AirJudge.Instants.Select(s => AirJudge.WindowOf(s, verdict.At))],
        };
        var inputs = await store.Load(verdict.Station, needs, cancellationToken);
        return AirJudge.EvidenceOf(
            verdict,
            key => inputs.Versions.GetValueOrDefault(key)?.Current.Reading,
            window => inputs.Windows.GetValueOrDefault(window));
    }
}

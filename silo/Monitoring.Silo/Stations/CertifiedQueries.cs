using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>
/// What is stored, each verdict with the id of its certificate. A minute's verdict is seldom looked at, so its certificate is
/// made when it is; where its id points to is noted before it is shown, so that whoever has seen it can ask for it. While the store
/// cannot write, reading goes on, and a verdict whose id could not be noted is shown without it (an empty id).
/// </summary>
public sealed class CertifiedQueries(IReadingQueries stored, IStationStore store, ICertificateStore certificates) : IReadingQueries
{
    public async Task<IReadOnlyDictionary<StationId, StoredVerdict>> LatestVerdicts(IReadOnlyCollection<StationId> stations, CancellationToken cancellationToken) =>
        (await Certified([.. (await stored.LatestVerdicts(stations, cancellationToken)).Values], cancellationToken)).ToDictionary(v => v.Station);

    public async Task<Page<StoredVerdict>> Verdicts(
        StationId station, VerdictKind kind, DateTimeOffset from, DateTimeOffset to, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var page = await stored.Verdicts(station, kind, from, to, cursor, limit, cancellationToken);
        return page with { Items = await Certified(page.Items, cancellationToken) };
    }

    public Task<IReadOnlyList<LatestReading>> Latest(StationId station, CancellationToken cancellationToken) => stored.Latest(station, cancellationToken);

    public Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken) =>
        stored.Readings(range, cursor, limit, cancellationToken);

    public Task<IReadOnlyList<Reading>> PeriodReadings(PeriodRange range, CancellationToken cancellationToken) => stored.PeriodReadings(range, cancellationToken);

    public Task<Page<Aggregate>> Aggregates(ReadingRange range, AggregateResolution resolution, string? cursor, int limit, CancellationToken cancellationToken) =>
        stored.Aggregates(range, resolution, cursor, limit, cancellationToken);

    public Task<StoredVerdict?> FindVerdict(string certificateId, CancellationToken cancellationToken) => stored.FindVerdict(certificateId, cancellationToken);

    public Task<string?> FindSupersededCertificate(string certificateId, CancellationToken cancellationToken) =>
        stored.FindSupersededCertificate(certificateId, cancellationToken);

    public Task<IReadOnlyList<GatewayProgress>> Gateways(CancellationToken cancellationToken) => stored.Gateways(cancellationToken);

    private async Task<IReadOnlyList<StoredVerdict>> Certified(IReadOnlyList<StoredVerdict> verdicts, CancellationToken cancellationToken)
    {
        var certified = new List<StoredVerdict>(verdicts.Count);
        var places = new List<CertificatePlace>();
        foreach (var verdict in verdicts)
        {
            var shown = verdict.CertificateId.Length > 0 ? verdict : await Certify(verdict, cancellationToken);
            certified.Add(shown);
            if (verdict.CertificateId.Length == 0)
            {
                places.Add(new CertificatePlace(shown.CertificateId, shown.Station, shown.Kind, shown.At));
            }
        }

        try
        {
            await certificates.Note(places, cancellationToken);
            return certified;
        }
        catch (Exception e) when (StoreFault.IsOfTheStore(e))
        {
            return await WithoutUnknown(certified, cancellationToken);
        }
    }

    // An id that was shown is one that is found: those noted at an earlier look stay, the others are shown when the store writes again.
    private async Task<IReadOnlyList<StoredVerdict>> WithoutUnknown(List<StoredVerdict> certified, CancellationToken cancellationToken)
    {
        var shown = new List<StoredVerdict>(certified.Count);
        foreach (var verdict in certified)
        {
            shown.Add(await stored.FindVerdict(verdict.CertificateId, cancellationToken) is null ? verdict with { CertificateId = "" } : verdict);
        }

        return shown;
    }

    // Mostly the values of the moment decide, and the hours before it need not be read.
    private async Task<StoredVerdict> Certify(StoredVerdict verdict, CancellationToken cancellationToken)
    {
        var moment = new TimeRange(verdict.At, verdict.At + TimeSpan.FromMilliseconds(1));
        var (current, view) = await Read(moment);
        if (!WaterJudge.DecidesAlone(verdict.At, view))
        {
            (current, view) = await Read(WaterStep.ReachedFrom(verdict.At));
        }

        return current.CertificateId.Length > 0 ? current : current with { CertificateId = WaterJudge.EvidenceOf(current, view).Id };

        // The verdict is read again with its inputs: a correction between two reads would give the id of something else.
        async Task<(StoredVerdict Current, InstantView View)> Read(TimeRange range)
        {
            var inputs = await store.Load(verdict.Station, new StepNeeds { Instants = [range], Verdicts = [(verdict.Kind, moment)] }, cancellationToken);
            return (inputs.Verdicts[0] with { Since = verdict.Since }, InstantView.Of(inputs.Readings));
        }
    }
}

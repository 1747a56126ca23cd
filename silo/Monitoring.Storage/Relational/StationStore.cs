using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

internal sealed class StationStore(IReaders readers, GroupCommitter committer, StationRegistry registry, TimeProvider clock) : IStationStore
{
    public long RegistryVersion => registry.Version;

    public Task<StationSnapshot> Load(StationId station, CancellationToken cancellationToken)
    {
        // Before the first row is read: an owner that comes and goes meanwhile makes it too old, never too new.
        var tenure = committer.Tenure;
        return readers.Read(session => LoadSnapshot(session, station) with { Tenure = tenure }, cancellationToken);
    }

    public Task<StepInputs> Load(StationId station, StepNeeds needs, CancellationToken cancellationToken) =>
        needs.IsEmpty ? Task.FromResult(StepInputs.Nothing) : readers.Read(session => StepLoad.Read(session, station, needs), cancellationToken);

    public Task Commit(StationWrites writes, CancellationToken cancellationToken) => committer.Commit(
        writer =>
        {
            if (writes.Tenure is { } tenure && tenure != writer.Tenure)
            {
                throw new StoreUnavailableException($"{writes.Station} was loaded before the store was lost and taken again: another owner may have written it meanwhile");
            }

            StationCommit.Apply(writer, writes);
            return true;
        },
        cancellationToken);

    public Task RecordReceived(string gatewayId, IReadOnlyCollection<SequenceRange> ranges, CancellationToken cancellationToken) => committer.Commit(
        writer =>
        {
            var gateway = writer.Numbers.GatewayNo(gatewayId);
            foreach (var range in ranges)
            {
                writer.Rows.PutReceived(gateway, range);
            }

            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<StationActivity>> ListActivity(CancellationToken cancellationToken) => readers.Read<IReadOnlyList<StationActivity>>(
        session =>
        {
            var all = new List<StationActivity>();

            // A look-up for each series, not a join: a database then opens the one month of it, as with NewestReadings.
            using var rows = session.Prepare(
                """
                SELECT t.id, t.kind, t.rhythm_ms, t.created_at,
                  (SELECT max((SELECT r.received_at FROM readings r WHERE r.station = s.station AND r.start = s.newest AND r.series = s.no)) FROM series s WHERE s.station = t.no)
                FROM stations t ORDER BY t.id
                """);
            while (rows.Step())
            {
                all.Add(new StationActivity(StationId.Parse(rows.Text(0)), (StationKind)rows.Int32(1), TimeSpan.FromMilliseconds(rows.Int64(2)), rows.Instant(3), rows.InstantOrNull(4)));
            }

            return all;
        },
        cancellationToken);

    private StationSnapshot LoadSnapshot(ISession session, StationId station)
    {
        if (ReadingRows.StationNo(session, station) is not { } no)
        {
            return new StationSnapshot(null, [], null, null, null);
        }

        var registration = RegistryRows.FindStation(session, station);
        return new StationSnapshot(registration, Marks(session, no), VerdictRows.Latest(session, no, station, clock.GetUtcNow()), JudgedUpTo(session, no), LastReceivedAt(session, no))
        {
            OpenAlerts = AlertRows.Findings(session, no, DateTimeOffset.MaxValue),
            Watches = AlertRows.Watches(session, no),
        };
    }

    private static List<SeriesMark> Marks(ISession session, long station)
    {
        var marks = new List<SeriesMark>();
        using var rows = session.Prepare("SELECT parameter, kind, length_ms, source, high_water, newest FROM series WHERE station = ?").Bind(station);
        while (rows.Step())
        {
            marks.Add(new SeriesMark(ReadingRows.ReadSeries(rows, 0), rows.Instant(4), rows.Instant(5)));
        }

        return marks;
    }

    private static DateTimeOffset? JudgedUpTo(ISession session, long station)
    {
        using var row = session.Prepare("SELECT max(at) FROM verdicts WHERE station = ?").Bind(station);
        return row.Step() ? row.InstantOrNull(0) : null;
    }

    private static DateTimeOffset? LastReceivedAt(ISession session, long station) =>
        NewestReadings.Of(session, station).Select(r => (DateTimeOffset?)r.ReceivedAt).Max();
}

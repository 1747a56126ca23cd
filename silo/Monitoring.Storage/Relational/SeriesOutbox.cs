using Monitoring.Contracts;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Relational;

internal sealed class SeriesOutbox(IReaders readers, GroupCommitter committer) : ISeriesOutbox
{
    // Of a water station; decides how many changes make a batch, not what is right.
    private const int ReadingsOfMessage = 12;

    // Two silos that start on an empty store would each enter a row of their own.
    private const string Matter = "series copy";

    public Task Follow(string place, CancellationToken cancellationToken) => Commit(
        session =>
        {
            session.Serialize(Matter);
            if (PlaceOf(session) == place)
            {
                OfferParked(session);
                return;
            }

            Clear(session);
            session.Prepare("INSERT INTO series_copy (place, station, start, series, is_whole, holder, held_until) VALUES (?, 0, 0, 0, ?, '', 0)").Bind(place).Bind(false).Run();
        },
        cancellationToken);

    public Task<bool> Forget(string holder, DateTimeOffset now, CancellationToken cancellationToken) => committer.Commit(
        writer =>
        {
            writer.Session.Serialize(Matter);

            // An update, for a change of the holder waits for it.
            writer.Session.Prepare("UPDATE series_copy SET held_until = 0 WHERE holder = ? OR held_until <= ?").Bind(holder).Bind(now).Run();
            using (var held = writer.Session.Prepare("SELECT 1 FROM series_copy WHERE held_until > 0"))
            {
                if (held.Step())
                {
                    return false;
                }
            }

            Clear(writer.Session);
            return true;
        },
        cancellationToken);

    public Task<SeriesHold> Hold(SeriesPlace place, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) => committer.Commit(
        writer =>
        {
            writer.Session.Prepare("UPDATE series_copy SET holder = ?, held_until = ? WHERE place = ? AND (holder = ? OR held_until <= ?)")
                .Bind(place.Holder).Bind(until).Bind(place.Name).Bind(place.Holder).Bind(now).Run();
            using var row = writer.Session.Prepare("SELECT holder FROM series_copy WHERE place = ?").Bind(place.Name);
            return !row.Step() ? SeriesHold.NotFollowed : row.Text(0) == place.Holder ? SeriesHold.Held : SeriesHold.HeldByAnother;
        },
        cancellationToken);

    public Task Release(SeriesPlace place, CancellationToken cancellationToken) => Commit(
        session => session.Prepare("UPDATE series_copy SET held_until = 0 WHERE place = ? AND holder = ?").Bind(place.Name).Bind(place.Holder).Run(),
        cancellationToken);

    public Task<SeriesWork?> Next(SeriesPlace place, int readings, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            if (!IsOf(session, place))
            {
                return null;
            }

            var changes = Changes(session, Math.Max(1, readings / ReadingsOfMessage));
            var points = changes.Count == 0 ? [] : Changed(session, [.. changes.Select(c => c.No)]);
            if (CopyOf(session) is not (var position, false, _) || points.Count >= readings)
            {
                return new SeriesWork(points, changes, Copied: null, IsWhole: false);
            }

            var most = readings - points.Count;
            var (copied, last) = Following(session, position, most);
            return new SeriesWork([.. points, .. copied], changes, last ?? position, IsWhole: copied.Count < most);
        },
        cancellationToken);

    public Task<bool> Send(SeriesPlace place, SeriesWork work, CancellationToken cancellationToken) =>
        CommitHeld(place, writer => SeriesDoubts.NoteUnderWay(writer.Session, work), cancellationToken);

    public Task<bool> Settle(SeriesPlace place, SeriesWork work, SeriesAnswer answer, DateTimeOffset now, CancellationToken cancellationToken) => CommitHeld(
        place,
        writer =>
        {
            var session = writer.Session;
            if (answer.IsInDoubt)
            {
                SeriesDoubts.NoteUnsettled(session);
            }

            if (work.Changes.Count > 0)
            {
                session.Prepare($"DELETE FROM series_changes WHERE {session.IsAmong("no")}").Bind([.. work.Changes.Select(c => c.No)]).Run();
                ParkedReadings.Unpark(session, work.Changes);
            }

            ParkedReadings.Park(writer, answer.Rejected, now);
            if (work.Copied is { } copied)
            {
                // Unless a copy was begun anew meanwhile: then this part of the one before is not under way any more.
                session.Prepare("UPDATE series_copy SET station = ?, start = ?, series = ?, is_whole = ? WHERE (sent_station, sent_start, sent_series) = (?, ?, ?)")
                    .Bind(copied.Station).Bind(copied.Start).Bind(copied.Series).Bind(work.IsWhole).Bind(copied.Station).Bind(copied.Start).Bind(copied.Series).Run();
            }

            SeriesDoubts.NoteAnswer(session, now);
        },
        cancellationToken);

    public Task TellAgain(SeriesPlace place, DateTimeOffset answeredSince, DateTimeOffset now, CancellationToken cancellationToken) =>
        CommitHeld(place, writer => SeriesDoubts.TellAgain(writer.Session, answeredSince, now), cancellationToken);

    public Task StartAnew(SeriesPlace place, CancellationToken cancellationToken) => CommitHeld(
        place,
        writer =>
        {
            // All of it is told anew, what was in doubt too.
            SeriesDoubts.Clear(writer.Session);
            CopyAnew(writer.Session);
            writer.Session.Prepare("DELETE FROM series_changes").Run();
        },
        cancellationToken);

    public Task GiveUpParked(SeriesPlace place, long keep, CancellationToken cancellationToken) => CommitHeld(
        place,
        writer =>
        {
            ParkedReadings.GiveUp(writer.Session, keep);
            writer.Session.Prepare("UPDATE series_copy SET owes_copy = ?").Bind(true).Run();
        },
        cancellationToken);

    public Task Offer(CancellationToken cancellationToken) => Commit(OfferParked, cancellationToken);

    // Counted by their numbers: this is asked with every batch, and millions may wait.
    public Task<SeriesBacklog> Backlog(CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            using var row = session.Prepare(
                """
                SELECT (SELECT max(no) FROM series_changes), (SELECT min(no) FROM series_changes),
                  (SELECT received_at FROM series_changes ORDER BY no LIMIT 1),
                  (SELECT count(*) FROM series_parked), (SELECT reason FROM series_parked ORDER BY parked_at DESC LIMIT 1)
                """);
            row.Step();
            var waiting = row.IsNull(0) ? 0 : row.Int64(0) - row.Int64(1) + 1;
            var (oldest, parked, reason) = (row.InstantOrNull(2), row.Int64(3), row.TextOrNull(4));
            row.Dispose();
            var (doubtful, answered) = SeriesDoubts.Standing(session);
            var copy = CopyOf(session);
            return new SeriesBacklog(waiting, oldest, copy?.IsWhole ?? true, parked, reason) { Doubtful = doubtful, AnsweredSince = answered, OwesCopy = copy?.IsOwed ?? false };
        },
        cancellationToken);

    public Task<IReadOnlyList<ParkedReading>> Parked(int limit, CancellationToken cancellationToken) =>
        readers.Read(session => ParkedReadings.Latest(session, limit), cancellationToken);

    private static void Clear(ISession session)
    {
        session.Prepare("DELETE FROM series_changes").Run();
        ParkedReadings.Clear(session);
        SeriesDoubts.Clear(session);
        session.Prepare("DELETE FROM series_copy").Run();
    }

    private static string? PlaceOf(ISession session)
    {
        using var row = session.Prepare("SELECT place FROM series_copy");
        return row.Step() ? row.Text(0) : null;
    }

    private static bool IsOf(ISession session, SeriesPlace place)
    {
        using var row = session.Prepare("SELECT 1 FROM series_copy WHERE place = ? AND holder = ?").Bind(place.Name).Bind(place.Holder);
        return row.Step();
    }

    // The update keeps whoever would take the place waiting until this transaction has ended.
    private static bool IsKept(ISession session, SeriesPlace place)
    {
        session.Prepare("UPDATE series_copy SET holder = holder WHERE place = ? AND holder = ?").Bind(place.Name).Bind(place.Holder).Run();
        return IsOf(session, place);
    }

    private static (CopyPosition Position, bool IsWhole, bool IsOwed)? CopyOf(ISession session)
    {
        using var row = session.Prepare("SELECT station, start, series, is_whole, owes_copy FROM series_copy");
        return row.Step() ? (new CopyPosition(row.Int64(0), row.Instant(1), row.Int64(2)), row.Bool(3), row.Bool(4)) : null;
    }

    private static List<SeriesChange> Changes(ISession session, int most)
    {
        var changes = new List<SeriesChange>();
        using var rows = session.Prepare("SELECT no, station, start FROM series_changes ORDER BY no LIMIT ?").Bind(most);
        while (rows.Step())
        {
            changes.Add(new SeriesChange(rows.Int64(0), rows.Int64(1), rows.Instant(2)));
        }

        return changes;
    }

    // CROSS JOIN keeps SQLite from walking all readings to find the few.
    private static List<SeriesPoint> Changed(ISession session, IReadOnlyCollection<long> changes)
    {
        using var rows = session.Prepare(
            $"""
            SELECT {ReadingRows.CurrentColumns}, t.id FROM (SELECT DISTINCT station, start FROM series_changes WHERE {session.IsAmong("no")}) c
              CROSS JOIN readings r JOIN series s ON s.no = r.series JOIN gateways g ON g.no = r.gateway JOIN stations t ON t.no = r.station
            WHERE r.station = c.station AND r.start = c.start
            """)
            .Bind(changes);
        var points = new List<SeriesPoint>();
        while (rows.Step())
        {
            points.Add(new SeriesPoint(StationId.Parse(rows.Text(13)), ReadingRows.Read(rows)));
        }

        return points;
    }

    private static (List<SeriesPoint> Points, CopyPosition? Last) Following(ISession session, CopyPosition position, int most)
    {
        using var rows = session.Prepare(
            $"""
            SELECT {ReadingRows.CurrentColumns}, t.id, r.station, r.series
            FROM (SELECT * FROM readings WHERE (station, start, series) > (?, ?, ?) ORDER BY station, start, series LIMIT ?) r
              CROSS JOIN series s JOIN gateways g ON g.no = r.gateway JOIN stations t ON t.no = r.station
            WHERE s.no = r.series ORDER BY r.station, r.start, r.series
            """)
            .Bind(position.Station).Bind(position.Start).Bind(position.Series).Bind(most);
        var points = new List<SeriesPoint>();
        CopyPosition? last = null;
        while (rows.Step())
        {
            points.Add(new SeriesPoint(StationId.Parse(rows.Text(13)), ReadingRows.Read(rows)));
            last = new CopyPosition(rows.Int64(14), points[^1].Version.Reading.Key.Start, rows.Int64(15));
        }

        return (points, last);
    }

    // Where notes were given up, a copy has what they were about, and the others too.
    private static void OfferParked(ISession session)
    {
        if (CopyOf(session) is not { IsOwed: true })
        {
            ParkedReadings.Offer(session);
            return;
        }

        CopyAnew(session);
    }

    // What is under way, from where the copy was and by changes that are still noted, may be carried out after what is told now.
    private static void CopyAnew(ISession session)
    {
        SeriesDoubts.NoteUnsettled(session);
        SeriesDoubts.NothingUnderWay(session);
        ParkedReadings.Clear(session);
        session.Prepare("UPDATE series_copy SET station = 0, start = 0, series = 0, is_whole = ?, owes_copy = ?").Bind(false).Bind(false).Run();
    }

    private Task Commit(Action<ISession> change, CancellationToken cancellationToken) => committer.Commit(
        writer =>
        {
            change(writer.Session);
            return true;
        },
        cancellationToken);

    // False, and nothing is changed, for whoever does not hold the place.
    private Task<bool> CommitHeld(SeriesPlace place, Action<IStoreWriter> change, CancellationToken cancellationToken) => committer.Commit(
        writer =>
        {
            if (!IsKept(writer.Session, place))
            {
                return false;
            }

            change(writer);
            return true;
        },
        cancellationToken);
}

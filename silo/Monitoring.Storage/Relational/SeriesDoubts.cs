using Monitoring.Storage.Series;

namespace Monitoring.Storage.Relational;

/// <summary>
/// What of the series a server may still change by a request that nobody waits for any more. What is under way is noted before it goes out, so that
/// also a process that dies leaves its doubt behind. All within the caller's transaction, and by whoever holds the place.
/// </summary>
internal static class SeriesDoubts
{
    public static void NoteUnderWay(ISession session, SeriesWork work)
    {
        NoteUnsettled(session);
        Mark(session, work.Changes.Count == 0 ? 0 : work.Changes.Max(c => c.No), work.Copied);
    }

    /// <summary>Messages that are under way, if any, are in doubt from now on. To be called while their changes are still noted and the copy has not moved.</summary>
    public static void NoteUnsettled(ISession session)
    {
        var (change, to, from) = UnderWay(session);

        // In doubt once more, it waits for the next answer.
        const string Again = "ON CONFLICT (station, start) DO UPDATE SET answered_at = NULL";
        if (change > 0)
        {
            session.Prepare($"INSERT INTO series_doubts (station, start) SELECT DISTINCT station, start FROM series_changes WHERE no <= ? {Again}").Bind(change).Run();
        }

        if (to.Station > 0)
        {
            session.Prepare(
                $"""
                INSERT INTO series_doubts (station, start)
                SELECT DISTINCT station, start FROM readings WHERE (station, start, series) > (?, ?, ?) AND (station, start, series) <= (?, ?, ?) {Again}
                """)
                .Bind(from.Station).Bind(from.Start).Bind(from.Series).Bind(to.Station).Bind(to.Start).Bind(to.Series).Run();
        }
    }

    /// <summary>The server answered: nothing is under way, and from now on it is likelier with every minute that it has forgotten what it was asked before.</summary>
    public static void NoteAnswer(ISession session, DateTimeOffset now)
    {
        NothingUnderWay(session);
        session.Prepare("UPDATE series_doubts SET answered_at = ? WHERE answered_at IS NULL").Bind(now).Run();
    }

    public static void NothingUnderWay(ISession session) => Mark(session, 0, null);

    /// <summary>Those whose time has come are changes like any other.</summary>
    public static void TellAgain(ISession session, DateTimeOffset answeredSince, DateTimeOffset now)
    {
        session.Prepare("INSERT INTO series_changes (station, start, received_at) SELECT station, start, ? FROM series_doubts WHERE answered_at <= ?").Bind(now).Bind(answeredSince).Run();
        session.Prepare("DELETE FROM series_doubts WHERE answered_at <= ?").Bind(answeredSince).Run();
    }

    public static void Clear(ISession session) => session.Prepare("DELETE FROM series_doubts").Run();

    public static (long Count, DateTimeOffset? AnsweredSince) Standing(ISession session)
    {
        using var row = session.Prepare("SELECT count(*), min(answered_at) FROM series_doubts");
        row.Step();
        return (row.Int64(0), row.InstantOrNull(1));
    }

    private static (long Change, CopyPosition To, CopyPosition From) UnderWay(ISession session)
    {
        using var row = session.Prepare("SELECT sent_change, sent_station, sent_start, sent_series, station, start, series FROM series_copy");
        return row.Step() ? (row.Int64(0), new CopyPosition(row.Int64(1), row.Instant(2), row.Int64(3)), new CopyPosition(row.Int64(4), row.Instant(5), row.Int64(6))) : default;
    }

    private static void Mark(ISession session, long change, CopyPosition? copied)
    {
        var to = copied ?? new CopyPosition(0, DateTimeOffset.UnixEpoch, 0);
        session.Prepare("UPDATE series_copy SET sent_change = ?, sent_station = ?, sent_start = ?, sent_series = ?").Bind(change).Bind(to.Station).Bind(to.Start).Bind(to.Series).Run();
    }
}

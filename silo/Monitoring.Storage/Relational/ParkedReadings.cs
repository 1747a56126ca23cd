using Monitoring.Contracts;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Relational;

/// <summary>Readings that the series refused: their keys and why. All within the caller's transaction.</summary>
internal static class ParkedReadings
{
    public static void Park(IStoreWriter writer, IReadOnlyCollection<RejectedPoint> rejected, DateTimeOffset now)
    {
        foreach (var (point, reason) in rejected)
        {
            var station = writer.Numbers.StationNo(point.Station);
            var key = point.Version.Reading.Key;
            writer.Session.Prepare(
                """
                INSERT INTO series_parked (station, start, series, reason, parked_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (station, start, series) DO UPDATE SET reason = excluded.reason, parked_at = excluded.parked_at
                """)
                .Bind(station).Bind(key.Start).Bind(writer.Numbers.SeriesNo(station, SeriesKey.Of(key), key.Start)).Bind(reason).Bind(now).Run();
        }
    }

    /// <summary>What is told anew is not refused any more, or is so again.</summary>
    public static void Unpark(ISession session, IReadOnlyList<SeriesChange> told)
    {
        using (var any = session.Prepare("SELECT 1 FROM series_parked LIMIT 1"))
        {
            if (!any.Step())
            {
                return;
            }
        }

        foreach (var (station, start) in told.Select(c => (c.Station, c.Start)).Distinct())
        {
            session.Prepare("DELETE FROM series_parked WHERE station = ? AND start = ?").Bind(station).Bind(start).Run();
        }
    }

    public static void Offer(ISession session)
    {
        session.Prepare("INSERT INTO series_changes (station, start, received_at) SELECT station, start, min(parked_at) FROM series_parked GROUP BY station, start").Run();
        Clear(session);
    }

    // One engine knows no OFFSET without a LIMIT.
    public static void GiveUp(ISession session, long keep) => session.Prepare(
        """
        DELETE FROM series_parked WHERE (station, start, series) IN (
          SELECT station, start, series FROM series_parked ORDER BY parked_at DESC, station, start, series LIMIT 1000000000 OFFSET ?)
        """)
        .Bind(keep).Run();

    public static void Clear(ISession session) => session.Prepare("DELETE FROM series_parked").Run();

    public static IReadOnlyList<ParkedReading> Latest(ISession session, int limit)
    {
        var all = new List<ParkedReading>();
        using var rows = session.Prepare(
            """
            SELECT s.parameter, s.kind, s.length_ms, s.source, p.start, t.id, p.reason, p.parked_at
            FROM series_parked p JOIN series s ON s.no = p.series JOIN stations t ON t.no = p.station
            ORDER BY p.parked_at DESC, p.station, p.start, p.series LIMIT ?
            """)
            .Bind(limit);
        while (rows.Step())
        {
            all.Add(new ParkedReading(StationId.Parse(rows.Text(5)), ReadingRows.ReadSeries(rows, 0).At(rows.Instant(4)), rows.Text(6), rows.Instant(7)));
        }

        return all;
    }
}

namespace Monitoring.Storage.Relational;

/// <summary>
/// The value of each series that is shown as its latest. Asked for by their times, never by a join with the series: a database looks then
/// only into the months of those times, however many it has.
/// </summary>
internal static class NewestReadings
{
    public static List<StoredReading> Of(ISession session, long station)
    {
        var newest = new HashSet<(long Series, long Start)>();
        using (var rows = session.Prepare("SELECT no, newest FROM series WHERE station = ?").Bind(station))
        {
            while (rows.Step())
            {
                newest.Add((rows.Int64(0), rows.Int64(1)));
            }
        }

        var found = new List<StoredReading>();
        if (newest.Count == 0)
        {
            return found;
        }

        using var readings = session.Prepare($"SELECT {ReadingRows.CurrentColumns}, r.series FROM {ReadingRows.CurrentTables} WHERE r.station = ? AND {session.IsAmong("r.start")}")
            .Bind(station).Bind([.. newest.Select(n => n.Start).Distinct()]);
        while (readings.Step())
        {
            if (newest.Contains((readings.Int64(13), readings.Int64(4))))
            {
                found.Add(ReadingRows.Read(readings));
            }
        }

        return found;
    }
}

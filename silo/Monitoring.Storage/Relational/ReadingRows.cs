using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

/// <summary>Rows of readings and corrections as values.</summary>
internal static class ReadingRows
{
    public const string CurrentColumns =
        "s.parameter, s.kind, s.length_ms, s.source, r.start, r.text, r.flag, r.unit, r.sent_at, g.id, r.sequence, r.received_at, r.gateway_at";

    public const string CurrentTables = "readings r JOIN series s ON s.no = r.series JOIN gateways g ON g.no = r.gateway";

    public static SeriesKey ReadSeries(IStatement row, int first) => new(
        ParameterCode.Parse(row.Text(first)),
        (ReadingKind)row.Int32(first + 1),
        TimeSpan.FromMilliseconds(row.Int64(first + 2)),
        (ReadingSource)row.Int32(first + 3));

    public static StoredReading Read(IStatement row) => new(
        new Reading(ReadSeries(row, 0).At(row.Instant(4)), row.Text(5), row.Text(6), row.Text(7)),
        new ReadingOrigin(row.Instant(8), row.Text(9), row.Int64(10)),
        row.Instant(11),
        row.Instant(12));

    public static List<StoredReading> ReadAll(IStatement rows)
    {
        var all = new List<StoredReading>();
        while (rows.Step())
        {
            all.Add(Read(rows));
        }

        return all;
    }

    /// <summary>The versions of a station that are not current, of starts in [from, to], newest origin first per key.</summary>
    public static ILookup<ReadingKey, StoredReading> Superseded(ISession session, long station, DateTimeOffset from, DateTimeOffset to)
    {
        using var rows = session.Prepare(
            $"""
            SELECT {CurrentColumns} FROM corrections r JOIN series s ON s.no = r.series JOIN gateways g ON g.no = r.gateway
            WHERE r.station = ? AND r.start BETWEEN ? AND ?
            """)
            .Bind(station).Bind(from).Bind(to);
        return ReadAll(rows).OrderByDescending(r => r.Origin).ToLookup(r => r.Reading.Key);
    }

    public static long? StationNo(ISession session, StationId id)
    {
        using var row = session.Prepare("SELECT no FROM stations WHERE id = ?").Bind(id.Value);
        return row.Step() ? row.Int64(0) : null;
    }
}

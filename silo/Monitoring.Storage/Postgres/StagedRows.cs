using Monitoring.Contracts;
using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Postgres;

/// <summary>The rows of a group commit; they reach the server together, just before the commit.</summary>
internal sealed class StagedRows(PostgresSession session) : IMassRows
{
    private const string VersionColumns = "station, start, series, text, flag, unit, sent_at, gateway, sequence, gateway_at, received_at";

    // Temporary tables of the connection, like the tables that they are merged into.
    public const string Tables =
        """
        CREATE TEMPORARY TABLE staged_readings (LIKE readings) ON COMMIT DELETE ROWS;
        CREATE TEMPORARY TABLE staged_corrections (LIKE corrections, is_dropped boolean NOT NULL) ON COMMIT DELETE ROWS;
        CREATE TEMPORARY TABLE staged_marks (series bigint NOT NULL, high_water bigint NOT NULL, newest bigint NOT NULL) ON COMMIT DELETE ROWS;
        CREATE TEMPORARY TABLE staged_aggregates (LIKE aggregates) ON COMMIT DELETE ROWS;
        CREATE TEMPORARY TABLE staged_verdicts (LIKE verdicts) ON COMMIT DELETE ROWS;
        CREATE TEMPORARY TABLE staged_places (LIKE certificate_ids) ON COMMIT DELETE ROWS;
        CREATE TEMPORARY TABLE staged_changes (station bigint NOT NULL, start bigint NOT NULL, received_at bigint NOT NULL) ON COMMIT DELETE ROWS;
        """;

    private readonly HashSet<DateOnly> months = [];

    // Each gateway is locked until the commit: two processes that take them in one order never wait for each other.
    private readonly SortedDictionary<long, List<SequenceRange>> received = [];

    private readonly StagedTable<(long Station, DateTimeOffset Start, long Series), VersionRow> readings = new(
        "staged_readings",
        $"{VersionColumns}, value",
        $"""
        INSERT INTO readings ({VersionColumns}, value) SELECT {VersionColumns}, value FROM staged_readings
        ON CONFLICT (station, start, series) DO UPDATE SET text = excluded.text, value = excluded.value, flag = excluded.flag, unit = excluded.unit,
          sent_at = excluded.sent_at, gateway = excluded.gateway, sequence = excluded.sequence,
          gateway_at = excluded.gateway_at, received_at = excluded.received_at
        """,
        static (copy, row) =>
        {
            row.Write(copy);
            copy.WriteReal(row.Version.Reading.Value);
        });

    private readonly StagedTable<(long Station, DateTimeOffset Start, long Series, string Text, string Flag, string Unit), (VersionRow Row, bool IsDropped)> corrections = new(
        "staged_corrections",
        $"{VersionColumns}, is_dropped",
        $"""
        DELETE FROM corrections c USING staged_corrections s WHERE s.is_dropped
          AND (c.station, c.start, c.series, c.text, c.flag, c.unit) = (s.station, s.start, s.series, s.text, s.flag, s.unit);
        INSERT INTO corrections ({VersionColumns}) SELECT {VersionColumns} FROM staged_corrections WHERE NOT is_dropped
        ON CONFLICT (station, start, series, text, flag, unit) DO UPDATE SET sent_at = excluded.sent_at, gateway = excluded.gateway,
          sequence = excluded.sequence, gateway_at = excluded.gateway_at, received_at = excluded.received_at
        """,
        static (copy, row) =>
        {
            row.Row.Write(copy);
            copy.WriteBool(row.IsDropped);
        });

    private readonly StagedTable<long, (long Series, SeriesMark Mark)> marks = new(
        "staged_marks",
        "series, high_water, newest",
        "UPDATE series SET high_water = m.high_water, newest = m.newest FROM staged_marks m WHERE no = m.series",
        static (copy, row) =>
        {
            copy.WriteNumber(row.Series);
            copy.WriteInstant(row.Mark.HighWater);
            copy.WriteInstant(row.Mark.Newest);
        });

    private readonly StagedTable<(long Station, AggregateResolution Resolution, DateTimeOffset Start, long Series), AggregateRow> aggregates = new(
        "staged_aggregates",
        "station, resolution, start, series, expected, received, valid, sum, min, max, mean",
        """
        INSERT INTO aggregates SELECT * FROM staged_aggregates
        ON CONFLICT (station, resolution, start, series) DO UPDATE SET expected = excluded.expected, received = excluded.received,
          valid = excluded.valid, sum = excluded.sum, min = excluded.min, max = excluded.max, mean = excluded.mean
        """,
        static (copy, row) => row.Write(copy));

    private readonly StagedTable<(long Station, VerdictKind Kind, DateTimeOffset At), VerdictRow> verdicts = new(
        "staged_verdicts",
        "station, kind, at, class, target_class, aqi, reason, water_body, city_code, verdict, certificate, engine, rule_set",
        """
        INSERT INTO verdicts SELECT * FROM staged_verdicts
        ON CONFLICT (station, kind, at) DO UPDATE SET class = excluded.class, target_class = excluded.target_class, aqi = excluded.aqi,
          reason = excluded.reason, water_body = excluded.water_body, city_code = excluded.city_code, verdict = excluded.verdict,
          certificate = excluded.certificate, engine = excluded.engine, rule_set = excluded.rule_set
        """,
        static (copy, row) => row.Write(copy));

    private readonly StagedTable<string, (long Station, CertificatePlace Place)> places = new(
        "staged_places",
        "id, station, kind, at",
        "INSERT INTO certificate_ids SELECT * FROM staged_places ON CONFLICT (id) DO NOTHING",
        static (copy, row) =>
        {
            copy.WriteText(row.Place.Id);
            copy.WriteNumber(row.Station);
            copy.WriteSmall((int)row.Place.Kind);
            copy.WriteInstant(row.Place.At);
        });

    private readonly StagedTable<(long Station, DateTimeOffset Start), (long Station, DateTimeOffset Start, DateTimeOffset ReceivedAt)> changes = new(
        "staged_changes",
        "station, start, received_at",
        "INSERT INTO series_changes (station, start, received_at) SELECT station, start, received_at FROM staged_changes WHERE EXISTS (SELECT 1 FROM series_copy)",
        static (copy, row) =>
        {
            copy.WriteNumber(row.Station);
            copy.WriteInstant(row.Start);
            copy.WriteInstant(row.ReceivedAt);
        });

    public void PutCurrent(long station, long series, long gateway, StoredReading version) =>
        readings.Put((station, version.Reading.Key.Start, series), new VersionRow(station, series, gateway, version));

    public void PutCorrection(long station, long series, long gateway, StoredReading version) =>
        PutCorrection(new VersionRow(station, series, gateway, version), isDropped: false);

    // Origin and times are not looked at where a row is dropped.
    public void DropCorrection(long station, long series, Reading version) =>
        PutCorrection(new VersionRow(station, series, 0, new StoredReading(version, default, default, default)), isDropped: true);

    public void PutMark(long series, SeriesMark mark) => marks.Put(series, (series, mark));

    public void PutAggregate(long station, long series, Aggregate aggregate) =>
        aggregates.Put((station, aggregate.Resolution, aggregate.Start, series), new AggregateRow(station, series, aggregate));

    public void PutVerdict(long station, StoredVerdict verdict) => verdicts.Put((station, verdict.Kind, verdict.At), new VerdictRow(station, verdict));

    public void PutPlace(long station, CertificatePlace place) => places.PutIfAbsent(place.Id, (station, place));

    public void PutChange(long station, DateTimeOffset start, DateTimeOffset receivedAt) => changes.Put((station, start), (station, start, receivedAt));

    public void PutReceived(long gateway, SequenceRange range)
    {
        if (!received.TryGetValue(gateway, out var ranges))
        {
            received.Add(gateway, ranges = []);
        }

        ranges.Add(range);
    }

    /// <summary>Brings everything into the tables, within the transaction.</summary>
    public void Flush()
    {
        EnsureMonths();
        readings.Flush(session);
        corrections.Flush(session);
        marks.Flush(session);
        aggregates.Flush(session);
        verdicts.Flush(session);
        places.Flush(session);
        changes.Flush(session);
        FlushReceived();
    }

    /// <summary>After a transaction that did not happen.</summary>
    public void Forget()
    {
        readings.Clear();
        corrections.Clear();
        marks.Clear();
        aggregates.Clear();
        verdicts.Clear();
        places.Clear();
        changes.Clear();
        received.Clear();
        // A partition made in it went with it.
        ForgetMonths();
    }

    /// <summary>Which months are there is asked again.</summary>
    public void ForgetMonths() => months.Clear();

    private void PutCorrection(VersionRow row, bool isDropped)
    {
        var reading = row.Version.Reading;
        corrections.Put((row.Station, reading.Key.Start, row.Series, reading.Text, reading.Flag, reading.Unit), (row, isDropped));
    }

    private void FlushReceived()
    {
        foreach (var (gateway, ranges) in received)
        {
            ranges.ForEach(range => GatewayRanges.Add(session, gateway, range));
        }

        received.Clear();
    }

    private void EnsureMonths()
    {
        foreach (var start in readings.Rows.Select(r => r.Version.Reading.Key.Start))
        {
            var day = ChinaTime.DayOf(start);
            if (months.Add(new DateOnly(day.Year, day.Month, 1)))
            {
                session.Prepare("SELECT ensure_readings_month(?)").Bind(start).Run();
            }
        }
    }
}

namespace Monitoring.Storage.Sqlite;

/// <summary>Writes what a station step changed. The step has merged the versions; here is no decision.</summary>
internal static class StationCommit
{
    public static void Apply(SqliteWriter writer, StationWrites writes)
    {
        if (writes.NewStation is { } created)
        {
            RegistryRows.InsertIfAbsent(writer.Session, created);
        }

        var station = writer.StationNo(writes.Station);
        foreach (var reading in writes.Current)
        {
            PutCurrent(writer, station, reading);
        }

        foreach (var reading in writes.Superseded)
        {
            PutCorrection(writer, station, reading);
        }

        foreach (var reading in writes.Restored)
        {
            BindKey(writer, writer.Session.Prepare("DELETE FROM corrections WHERE station = ? AND start = ? AND series = ? AND text = ? AND flag = ?"), station, reading)
                .Bind(reading.Reading.Text).Bind(reading.Reading.Flag).Run();
        }

        foreach (var mark in writes.Marks)
        {
            writer.Session.Prepare("UPDATE series SET high_water = ?, newest = ? WHERE no = ?")
                .Bind(mark.HighWater).Bind(mark.Newest).Bind(writer.SeriesNo(station, mark.Series, mark.HighWater)).Run();
        }

        foreach (var aggregate in writes.Aggregates)
        {
            PutAggregate(writer, station, aggregate);
        }

        foreach (var verdict in writes.Verdicts)
        {
            VerdictRows.Put(writer.Session, station, verdict);
        }

        foreach (var certificate in writes.Certificates)
        {
            writer.Session.Prepare("INSERT OR IGNORE INTO superseded_certificates (id, station, kind, at, document) VALUES (?, ?, ?, ?, ?)")
                .Bind(certificate.Id).Bind(station).Bind((int)certificate.Kind).Bind(certificate.At).Bind(certificate.Document).Run();
        }

        foreach (var alert in writes.Alerts)
        {
            AlertRows.Put(writer.Session, station, alert);
        }

        foreach (var watch in writes.Watches)
        {
            AlertRows.Put(writer.Session, station, watch);
        }
    }

    private static void PutCurrent(SqliteWriter writer, long station, StoredReading stored)
    {
        var statement = writer.Session.Prepare(
            """
            INSERT INTO readings (station, start, series, text, value, flag, unit, sent_at, gateway, sequence, gateway_at, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET text = excluded.text, value = excluded.value, flag = excluded.flag, unit = excluded.unit,
              sent_at = excluded.sent_at, gateway = excluded.gateway, sequence = excluded.sequence,
              gateway_at = excluded.gateway_at, received_at = excluded.received_at
            """);
        BindKey(writer, statement, station, stored).Bind(stored.Reading.Text).BindReal(stored.Reading.Value);
        BindVersion(writer, statement, stored).Run();
    }

    private static void PutCorrection(SqliteWriter writer, long station, StoredReading stored)
    {
        var statement = writer.Session.Prepare(
            """
            INSERT INTO corrections (station, start, series, text, flag, unit, sent_at, gateway, sequence, gateway_at, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET unit = excluded.unit, sent_at = excluded.sent_at, gateway = excluded.gateway,
              sequence = excluded.sequence, gateway_at = excluded.gateway_at, received_at = excluded.received_at
            """);
        BindKey(writer, statement, station, stored).Bind(stored.Reading.Text);
        BindVersion(writer, statement, stored).Run();
    }

    private static void PutAggregate(SqliteWriter writer, long station, Aggregate aggregate) => writer.Session.Prepare(
        """
        INSERT INTO aggregates (station, resolution, start, series, expected, received, valid, sum, min, max, mean)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET expected = excluded.expected, received = excluded.received, valid = excluded.valid,
          sum = excluded.sum, min = excluded.min, max = excluded.max, mean = excluded.mean
        """)
        .Bind(station).Bind((int)aggregate.Resolution).Bind(aggregate.Start)
        .Bind(writer.SeriesNo(station, aggregate.Series, aggregate.Start))
        .Bind(aggregate.Expected).Bind(aggregate.Received).Bind(aggregate.Valid)
        .Bind(ExactText.Of(aggregate.Sum)).Bind(ExactText.Of(aggregate.Min)).Bind(ExactText.Of(aggregate.Max)).BindReal(aggregate.Mean)
        .Run();

    private static Statement BindKey(SqliteWriter writer, Statement statement, long station, StoredReading stored)
    {
        var key = stored.Reading.Key;
        return statement.Bind(station).Bind(key.Start).Bind(writer.SeriesNo(station, SeriesKey.Of(key), key.Start));
    }

    private static Statement BindVersion(SqliteWriter writer, Statement statement, StoredReading stored) => statement
        .Bind(stored.Reading.Flag).Bind(stored.Reading.Unit).Bind(stored.Origin.SentAt).Bind(writer.GatewayNo(stored.Origin.GatewayId))
        .Bind(stored.Origin.Sequence).Bind(stored.GatewayReceivedAt).Bind(stored.ReceivedAt);
}

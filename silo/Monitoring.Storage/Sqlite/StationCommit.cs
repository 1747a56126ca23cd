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
            var series = SeriesNo(writer, station, reading);
            writer.Session.Prepare("DELETE FROM corrections WHERE station = ? AND start = ? AND series = ? AND text = ? AND flag = ? AND unit = ?")
                .Bind(station).Bind(reading.Reading.Key.Start).Bind(series).Bind(reading.Reading.Text).Bind(reading.Reading.Flag).Bind(reading.Reading.Unit).Run();
        }

        foreach (var mark in writes.Marks)
        {
            var series = writer.SeriesNo(station, mark.Series, mark.HighWater);
            writer.Session.Prepare("UPDATE series SET high_water = ?, newest = ? WHERE no = ?").Bind(mark.HighWater).Bind(mark.Newest).Bind(series).Run();
        }

        foreach (var aggregate in writes.Aggregates)
        {
            PutAggregate(writer, station, aggregate);
        }

        foreach (var verdict in writes.Verdicts)
        {
            VerdictRows.Put(writer.Session, station, verdict);
            if (verdict.CertificateId.Length > 0)
            {
                CertificatePlaces.Put(writer.Session, station, new CertificatePlace(verdict.CertificateId, verdict.Station, verdict.Kind, verdict.At));
            }
        }

        foreach (var place in writes.Places)
        {
            CertificatePlaces.Put(writer.Session, station, place);
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
        var (series, gateway) = (SeriesNo(writer, station, stored), writer.GatewayNo(stored.Origin.GatewayId));
        var statement = writer.Session.Prepare(
            """
            INSERT INTO readings (station, start, series, text, value, flag, unit, sent_at, gateway, sequence, gateway_at, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET text = excluded.text, value = excluded.value, flag = excluded.flag, unit = excluded.unit,
              sent_at = excluded.sent_at, gateway = excluded.gateway, sequence = excluded.sequence,
              gateway_at = excluded.gateway_at, received_at = excluded.received_at
            """);
        statement.Bind(station).Bind(stored.Reading.Key.Start).Bind(series).Bind(stored.Reading.Text).BindReal(stored.Reading.Value);
        BindVersion(statement, stored, gateway).Run();
    }

    private static void PutCorrection(SqliteWriter writer, long station, StoredReading stored)
    {
        var (series, gateway) = (SeriesNo(writer, station, stored), writer.GatewayNo(stored.Origin.GatewayId));
        var statement = writer.Session.Prepare(
            """
            INSERT INTO corrections (station, start, series, text, flag, unit, sent_at, gateway, sequence, gateway_at, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET sent_at = excluded.sent_at, gateway = excluded.gateway,
              sequence = excluded.sequence, gateway_at = excluded.gateway_at, received_at = excluded.received_at
            """);
        statement.Bind(station).Bind(stored.Reading.Key.Start).Bind(series).Bind(stored.Reading.Text);
        BindVersion(statement, stored, gateway).Run();
    }

    private static void PutAggregate(SqliteWriter writer, long station, Aggregate aggregate)
    {
        var series = writer.SeriesNo(station, aggregate.Series, aggregate.Start);
        writer.Session.Prepare(
            """
            INSERT INTO aggregates (station, resolution, start, series, expected, received, valid, sum, min, max, mean)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET expected = excluded.expected, received = excluded.received, valid = excluded.valid,
              sum = excluded.sum, min = excluded.min, max = excluded.max, mean = excluded.mean
            """)
            .Bind(station).Bind((int)aggregate.Resolution).Bind(aggregate.Start).Bind(series)
            .Bind(aggregate.Expected).Bind(aggregate.Received).Bind(aggregate.Valid)
            .Bind(ExactText.Of(aggregate.Sum)).Bind(ExactText.Of(aggregate.Min)).Bind(ExactText.Of(aggregate.Max)).BindReal(aggregate.Mean)
            .Run();
    }

    // Numbers are asked for before any binding begins: asking runs statements of its own, which may fail.
    private static long SeriesNo(SqliteWriter writer, long station, StoredReading stored) =>
        writer.SeriesNo(station, SeriesKey.Of(stored.Reading.Key), stored.Reading.Key.Start);

    private static Statement BindVersion(Statement statement, StoredReading stored, long gateway) => statement
        .Bind(stored.Reading.Flag).Bind(stored.Reading.Unit).Bind(stored.Origin.SentAt).Bind(gateway)
        .Bind(stored.Origin.Sequence).Bind(stored.GatewayReceivedAt).Bind(stored.ReceivedAt);
}

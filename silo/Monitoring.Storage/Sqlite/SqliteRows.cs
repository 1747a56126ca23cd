using Monitoring.Contracts;
using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Sqlite;

/// <summary>Rows by prepared statements, one by one: within a transaction that costs a step of the engine and no more.</summary>
internal sealed class SqliteRows(SqliteSession session) : IMassRows
{
    public void PutCurrent(long station, long series, long gateway, StoredReading version)
    {
        var statement = session.Statement(
            """
            INSERT INTO readings (station, start, series, text, value, flag, unit, sent_at, gateway, sequence, gateway_at, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET text = excluded.text, value = excluded.value, flag = excluded.flag, unit = excluded.unit,
              sent_at = excluded.sent_at, gateway = excluded.gateway, sequence = excluded.sequence,
              gateway_at = excluded.gateway_at, received_at = excluded.received_at
            """);
        statement.Bind(station).Bind(version.Reading.Key.Start).Bind(series).Bind(version.Reading.Text);
        BindVersion(statement.BindReal(version.Reading.Value), version, gateway).Run();
    }

    public void PutCorrection(long station, long series, long gateway, StoredReading version)
    {
        var statement = session.Statement(
            """
            INSERT INTO corrections (station, start, series, text, flag, unit, sent_at, gateway, sequence, gateway_at, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET sent_at = excluded.sent_at, gateway = excluded.gateway,
              sequence = excluded.sequence, gateway_at = excluded.gateway_at, received_at = excluded.received_at
            """);
        BindVersion(statement.Bind(station).Bind(version.Reading.Key.Start).Bind(series).Bind(version.Reading.Text), version, gateway).Run();
    }

    public void DropCorrection(long station, long series, Reading version) => session.Prepare(
        "DELETE FROM corrections WHERE station = ? AND start = ? AND series = ? AND text = ? AND flag = ? AND unit = ?")
        .Bind(station).Bind(version.Key.Start).Bind(series).Bind(version.Text).Bind(version.Flag).Bind(version.Unit).Run();

    public void PutMark(long series, SeriesMark mark) => session.Prepare("UPDATE series SET high_water = ?, newest = ? WHERE no = ?")
        .Bind(mark.HighWater).Bind(mark.Newest).Bind(series).Run();

    public void PutAggregate(long station, long series, Aggregate aggregate)
    {
        var statement = session.Statement(
            """
            INSERT INTO aggregates (station, resolution, start, series, expected, received, valid, sum, min, max, mean)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET expected = excluded.expected, received = excluded.received, valid = excluded.valid,
              sum = excluded.sum, min = excluded.min, max = excluded.max, mean = excluded.mean
            """);
        statement.Bind(station).Bind((int)aggregate.Resolution).Bind(aggregate.Start).Bind(series)
            .Bind(aggregate.Expected).Bind(aggregate.Received).Bind(aggregate.Valid)
            .Bind(ExactText.Of(aggregate.Sum)).Bind(ExactText.Of(aggregate.Min)).Bind(ExactText.Of(aggregate.Max));
        statement.BindReal(aggregate.Mean).Run();
    }

    public void PutVerdict(long station, StoredVerdict verdict) => session.Prepare(
        """
        INSERT INTO verdicts (station, kind, at, class, target_class, aqi, reason, water_body, city_code, verdict, certificate, engine, rule_set)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET class = excluded.class, target_class = excluded.target_class, aqi = excluded.aqi, reason = excluded.reason,
          water_body = excluded.water_body, city_code = excluded.city_code, verdict = excluded.verdict, certificate = excluded.certificate,
          engine = excluded.engine, rule_set = excluded.rule_set
        """)
        .Bind(station).Bind((int)verdict.Kind).Bind(verdict.At).Bind(verdict.Class).Bind(verdict.TargetClass).Bind(verdict.Aqi)
        .Bind(verdict.Reason).Bind((int)verdict.WaterBody).Bind(verdict.CityCode).Bind(VerdictJson.Write(verdict)).Bind(verdict.CertificateId)
        .Bind(verdict.Engine).Bind(verdict.RuleSet).Run();

    public void PutChange(long station, DateTimeOffset start, DateTimeOffset receivedAt) => session
        .Prepare("INSERT INTO series_changes (station, start, received_at) SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM series_copy)")
        .Bind(station).Bind(start).Bind(receivedAt).Run();

    public void PutPlace(long station, CertificatePlace place) => session.Prepare(
        "INSERT OR IGNORE INTO certificate_ids (id, station, kind, at) VALUES (?, ?, ?, ?)")
        .Bind(place.Id).Bind(station).Bind((int)place.Kind).Bind(place.At).Run();

    public void PutReceived(long gateway, SequenceRange range) => GatewayRanges.Add(session, gateway, range);

    private static IStatement BindVersion(IStatement statement, StoredReading version, long gateway) => statement
        .Bind(version.Reading.Flag).Bind(version.Reading.Unit).Bind(version.Origin.SentAt).Bind(gateway)
        .Bind(version.Origin.Sequence).Bind(version.GatewayReceivedAt).Bind(version.ReceivedAt);
}

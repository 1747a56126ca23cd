using Monitoring.Contracts;
using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Sqlite;

/// <summary>
/// Rows by prepared statements, one by one: within a transaction that costs a step of the engine and no more. Where a row has every column of
/// its table, replacing is one way into the tree; an upsert looks for the row first.
/// </summary>
internal sealed class SqliteRows(SqliteSession session) : IMassRows
{
    private SqliteStatement Reading => field ??= session.Statement(
        """
        INSERT OR REPLACE INTO readings (station, start, series, text, value, flag, unit, sent_at, gateway, sequence, gateway_at, received_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private SqliteStatement Correction => field ??= session.Statement(
        """
        INSERT OR REPLACE INTO corrections (station, start, series, text, flag, unit, sent_at, gateway, sequence, gateway_at, received_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private SqliteStatement Mark => field ??= session.Statement("UPDATE series SET high_water = ?, newest = ? WHERE no = ?");

    private SqliteStatement Window => field ??= session.Statement(
        """
        INSERT OR REPLACE INTO aggregates (station, resolution, start, series, expected, received, valid, sum, min, max, mean)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private SqliteStatement Verdict => field ??= session.Statement(
        """
        INSERT OR REPLACE INTO verdicts (station, kind, at, class, target_class, aqi, reason, water_body, city_code, verdict, certificate, engine, rule_set)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private SqliteStatement Place => field ??= session.Statement("INSERT OR IGNORE INTO certificate_ids (id, station, kind, at) VALUES (?, ?, ?, ?)");

    private SqliteStatement Change => field ??= session.Statement(
        "INSERT INTO series_changes (station, start, received_at) SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM series_copy)");

    public void PutCurrent(long station, long series, long gateway, StoredReading version)
    {
        var statement = Reading.Anew();
        statement.Bind(station).Bind(version.Reading.Key.Start).Bind(series).Bind(version.Reading.Text);
        BindVersion(statement.BindReal(version.Reading.Value), version, gateway).Run();
    }

    public void PutCorrection(long station, long series, long gateway, StoredReading version) => BindVersion(
        Correction.Anew().Bind(station).Bind(version.Reading.Key.Start).Bind(series).Bind(version.Reading.Text), version, gateway).Run();

    public void DropCorrection(long station, long series, Reading version) => session.Prepare(
        "DELETE FROM corrections WHERE station = ? AND start = ? AND series = ? AND text = ? AND flag = ? AND unit = ?")
        .Bind(station).Bind(version.Key.Start).Bind(series).Bind(version.Text).Bind(version.Flag).Bind(version.Unit).Run();

    public void PutMark(long series, SeriesMark mark) => Mark.Anew().Bind(mark.HighWater).Bind(mark.Newest).Bind(series).Run();

    public void PutAggregate(long station, long series, Aggregate aggregate)
    {
        var statement = Window.Anew();
        statement.Bind(station).Bind((int)aggregate.Resolution).Bind(aggregate.Start).Bind(series)
            .Bind(aggregate.Expected).Bind(aggregate.Received).Bind(aggregate.Valid);
        statement.BindDigits(aggregate.Sum).BindDigits(aggregate.Min).BindDigits(aggregate.Max).BindReal(aggregate.Mean).Run();
    }

    public void PutVerdict(long station, StoredVerdict verdict)
    {
        var statement = Verdict.Anew();
        statement.Bind(station).Bind((int)verdict.Kind).Bind(verdict.At).Bind(verdict.Class).Bind(verdict.TargetClass).Bind(verdict.Aqi)
            .Bind(verdict.Reason).Bind((int)verdict.WaterBody).Bind(verdict.CityCode);
        statement.BindText(VerdictJson.WriteUtf8(verdict)).Bind(verdict.CertificateId).Bind(verdict.Engine).Bind(verdict.RuleSet).Run();
    }

    public void PutChange(long station, DateTimeOffset start, DateTimeOffset receivedAt) => Change.Anew().Bind(station).Bind(start).Bind(receivedAt).Run();

    public void PutPlace(long station, CertificatePlace place) => Place.Anew().Bind(place.Id).Bind(station).Bind((int)place.Kind).Bind(place.At).Run();

    public void PutReceived(long gateway, SequenceRange range) => GatewayRanges.Add(session, gateway, range);

    private static IStatement BindVersion(IStatement statement, StoredReading version, long gateway) => statement
        .Bind(version.Reading.Flag).Bind(version.Reading.Unit).Bind(version.Origin.SentAt).Bind(gateway)
        .Bind(version.Origin.Sequence).Bind(version.GatewayReceivedAt).Bind(version.ReceivedAt);
}

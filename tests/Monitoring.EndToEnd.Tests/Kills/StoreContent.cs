using Microsoft.Data.Sqlite;

namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>
/// What a store says, without what differs between two runs of the same data: row numbers, gateways, sequence numbers, times of
/// receipt. Read from the file itself, so that nothing between it and the test can hide a row.
/// </summary>
public static class StoreContent
{
    private static readonly (string What, string Sql)[] Parts =
    [
        ("reading", """
            SELECT t.id, r.start, s.parameter, s.kind, s.length_ms, s.source, r.text, r.flag, r.unit, r.sent_at
            FROM readings r JOIN stations t ON t.no = r.station JOIN series s ON s.no = r.series
            """),
        ("correction", """
            SELECT t.id, r.start, s.parameter, s.kind, s.length_ms, s.source, r.text, r.flag, r.unit, r.sent_at
            FROM corrections r JOIN stations t ON t.no = r.station JOIN series s ON s.no = r.series
            """),
        ("aggregate", """
            SELECT t.id, a.resolution, a.start, s.parameter, s.kind, s.length_ms, a.expected, a.received, a.valid, a.sum, a.min, a.max
            FROM aggregates a JOIN stations t ON t.no = a.station JOIN series s ON s.no = a.series
            """),
        ("verdict", """
            SELECT t.id, v.kind, v.at, v.class, v.target_class, v.aqi, v.reason, v.verdict
            FROM verdicts v JOIN stations t ON t.no = v.station
            """),
        ("alert", """
            SELECT t.id, a.kind, a.level, a.parameter, a.value, a.limit_text, a.started_at
            FROM alerts a JOIN stations t ON t.no = a.station WHERE a.resolved_at IS NULL
            """),
    ];

    /// <summary>Every line of it, in an order that does not depend on the run.</summary>
    public static List<string> Of(string store)
    {
        using var file = Open(store);
        var lines = new List<string>();
        foreach (var (what, sql) in Parts)
        {
            using var command = file.CreateCommand();
            command.CommandText = sql;
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i).ToString()).Prepend(what)));
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>Values of one parameter, all versions of them, by station.</summary>
    public static ILookup<string, StoredValue> ValuesOf(string store, string parameter)
    {
        using var file = Open(store);
        using var command = file.CreateCommand();
        command.CommandText = """
            SELECT t.id, v.start, v.text, v.is_current FROM
              (SELECT station, start, series, text, 1 AS is_current FROM readings UNION ALL SELECT station, start, series, text, 0 FROM corrections) v
            JOIN stations t ON t.no = v.station JOIN series s ON s.no = v.series WHERE s.parameter = $parameter
            """;
        command.Parameters.AddWithValue("$parameter", parameter);
        using var rows = command.ExecuteReader();
        var values = new List<(string Station, StoredValue Value)>();
        while (rows.Read())
        {
            values.Add((rows.GetString(0), new StoredValue(DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1)), rows.GetString(2), rows.GetInt64(3) == 1)));
        }

        return values.ToLookup(v => v.Station, v => v.Value);
    }

    private static SqliteConnection Open(string store)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}

/// <summary>One version of a value in the store.</summary>
public readonly record struct StoredValue(DateTimeOffset SampledAt, string Text, bool IsCurrent);

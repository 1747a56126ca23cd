using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Monitoring.Benchmarks.Load;
using Monitoring.Contracts;
using SQLitePCL;

namespace Monitoring.Benchmarks.Store;

/// <summary>
/// The baseline: the rows of the readings and nothing else, by one prepared statement, in one transaction per batch, at the
/// durability of the product (WAL, synchronous=FULL). No aggregate, verdict, alert or question whether a row is known.
/// </summary>
internal static class PlainSqlite
{
    private const string Schema = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
        CREATE TABLE readings (station INTEGER NOT NULL, start INTEGER NOT NULL, series INTEGER NOT NULL, text TEXT NOT NULL, value REAL, flag TEXT NOT NULL,
          unit TEXT NOT NULL, sent_at INTEGER NOT NULL, gateway INTEGER NOT NULL, sequence INTEGER NOT NULL, gateway_at INTEGER NOT NULL, received_at INTEGER NOT NULL,
          PRIMARY KEY (station, start, series)) STRICT, WITHOUT ROWID;
        """;

    /// <summary>Readings a second of the load, in batches of a thousand messages.</summary>
    public static double Rate(string file, WaterLoad load, DateTimeOffset from, int minutes)
    {
        var batches = load.Messages(from, minutes)
            .Select((telemetry, i) => new SequencedTelemetry(i + 1, telemetry)).Chunk(1000).ToList();
        var watch = Stopwatch.StartNew();
        Write(file, batches);
        return batches.Sum(b => b.Length) * WaterLoad.ParametersPerMessage / watch.Elapsed.TotalSeconds;
    }

    public static void Write(string file, IEnumerable<IReadOnlyList<SequencedTelemetry>> batches)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        var database = connection.Handle!;
        raw.sqlite3_exec(database, Schema);
        raw.sqlite3_prepare_v2(database, "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", out var insert);
        var numbers = new Dictionary<(StationId, ParameterCode?), long>();
        foreach (var batch in batches)
        {
            raw.sqlite3_exec(database, "BEGIN IMMEDIATE");
            foreach (var entry in batch)
            {
                Write(insert, numbers, entry);
            }

            raw.sqlite3_exec(database, "COMMIT");
        }

        insert.Dispose();
    }

    private static void Write(sqlite3_stmt insert, Dictionary<(StationId, ParameterCode?), long> numbers, SequencedTelemetry entry)
    {
        var telemetry = entry.Telemetry;
        foreach (var reading in telemetry.Readings)
        {
            raw.sqlite3_bind_int64(insert, 1, Number(numbers, (telemetry.Station, null)));
            raw.sqlite3_bind_int64(insert, 2, reading.Key.Start.ToUnixTimeMilliseconds());
            raw.sqlite3_bind_int64(insert, 3, Number(numbers, (telemetry.Station, reading.Key.Parameter)));
            raw.sqlite3_bind_text(insert, 4, reading.Text);
            raw.sqlite3_bind_double(insert, 5, (double)reading.Value!.Value);
            raw.sqlite3_bind_text(insert, 6, reading.Flag);
            raw.sqlite3_bind_text(insert, 7, reading.Unit);
            raw.sqlite3_bind_int64(insert, 8, telemetry.SentAt.ToUnixTimeMilliseconds());
            raw.sqlite3_bind_int64(insert, 9, 1);
            raw.sqlite3_bind_int64(insert, 10, entry.Sequence);
            raw.sqlite3_bind_int64(insert, 11, telemetry.ReceivedAt.ToUnixTimeMilliseconds());
            raw.sqlite3_bind_int64(insert, 12, telemetry.ReceivedAt.ToUnixTimeMilliseconds());
            if (raw.sqlite3_step(insert) != raw.SQLITE_DONE)
            {
                throw new InvalidOperationException("the baseline could not write a row");
            }

            raw.sqlite3_reset(insert);
        }
    }

    private static long Number(Dictionary<(StationId, ParameterCode?), long> numbers, (StationId, ParameterCode?) of)
    {
        if (!numbers.TryGetValue(of, out var number))
        {
            numbers.Add(of, number = numbers.Count + 1);
        }

        return number;
    }
}

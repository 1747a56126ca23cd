using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitoring.Benchmarks.Ingest;

/// <summary>
/// The baseline: messages that are made already go into one table by one prepared statement, as many per transaction as the
/// run had under way, at the durability of the product (WAL, synchronous=FULL). No connection, frame, check, device or answer.
/// </summary>
internal static class PlainGroupCommit
{
    public static double MessagesPerSecond(string file, IReadOnlyList<byte[]> messages, int group, TimeSpan length)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        var database = connection.Handle!;
        raw.sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE message (sequence INTEGER PRIMARY KEY, enqueued_ms INTEGER NOT NULL, station TEXT NOT NULL, bytes BLOB NOT NULL) STRICT");
        raw.sqlite3_prepare_v2(database, "INSERT INTO message VALUES (?, ?, ?, ?)", out var insert);
        var watch = Stopwatch.StartNew();
        var stored = 0L;
        while (watch.Elapsed < length)
        {
            raw.sqlite3_exec(database, "BEGIN IMMEDIATE");
            for (var n = 0; n < group; n++)
            {
                stored++;
                raw.sqlite3_bind_int64(insert, 1, stored);
                raw.sqlite3_bind_int64(insert, 2, stored);
                raw.sqlite3_bind_text(insert, 3, "CQ-0001");
                raw.sqlite3_bind_blob(insert, 4, messages[(int)(stored % messages.Count)]);
                raw.sqlite3_step(insert);
                raw.sqlite3_reset(insert);
            }

            raw.sqlite3_exec(database, "COMMIT");
        }

        insert.Dispose();
        return stored / watch.Elapsed.TotalSeconds;
    }
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitoring.Gateway.Spool;

/// <summary>
/// Puts a row into the spool's table, bound and stepped without the ADO.NET layer, which costs more than SQLite does: it runs once for
/// every message that comes to the gateway.
/// </summary>
internal sealed class MessageInsert : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public MessageInsert(SqliteConnection connection)
    {
        database = connection.Handle!;
        Demand(raw.sqlite3_prepare_v2(database, "INSERT INTO message (sequence, enqueued_ms, station, bytes, crc32c) VALUES (?, ?, ?, ?, ?)", out statement));
    }

    public void Run(AppendWrite row)
    {
        Demand(raw.sqlite3_bind_int64(statement, 1, row.Sequence));
        Demand(raw.sqlite3_bind_int64(statement, 2, row.EnqueuedMs));
        Demand(raw.sqlite3_bind_text(statement, 3, row.Station));
        Demand(raw.sqlite3_bind_blob(statement, 4, row.Bytes));
        Demand(raw.sqlite3_bind_int64(statement, 5, RowCheck.Of(row.Sequence, row.EnqueuedMs, row.Station, row.Bytes)));
        try
        {
            Demand(raw.sqlite3_step(statement), raw.SQLITE_DONE);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public void Dispose() => statement.Dispose();

    private void Demand(int code, int expected = raw.SQLITE_OK)
    {
        if (code != expected)
        {
            throw new SqliteException($"SQLite: {raw.sqlite3_errmsg(database).utf8_to_string()}", code & 0xFF, raw.sqlite3_extended_errcode(database));
        }
    }
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitoring.Storage.Sqlite;

/// <summary>
/// One prepared statement, bound and stepped without the ADO.NET layer: the writer binds millions of values an hour.
/// Disposing gives it back to its session, ready for the next use.
/// </summary>
internal sealed class Statement(sqlite3 database, sqlite3_stmt handle) : IDisposable
{
    private int bound;

    public Statement Bind(long value) => Checked(raw.sqlite3_bind_int64(handle, ++bound, value));

    public Statement Bind(bool value) => Bind(value ? 1 : 0);

    public Statement Bind(DateTimeOffset value) => Bind(value.ToUnixTimeMilliseconds());

    public Statement Bind(string? value) => value is null ? BindNull() : Checked(raw.sqlite3_bind_text(handle, ++bound, value));

    public Statement Bind(long? value) => value is { } v ? Bind(v) : BindNull();

    public Statement Bind(DateTimeOffset? value) => value is { } v ? Bind(v) : BindNull();

    public Statement Bind(byte[] value) => Checked(raw.sqlite3_bind_blob(handle, ++bound, value));

    public Statement BindReal(decimal? value) => value is { } v ? Checked(raw.sqlite3_bind_double(handle, ++bound, (double)v)) : BindNull();

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Step() => raw.sqlite3_step(handle) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var code => throw Failure(database, code),
    };

    /// <summary>Runs a statement without rows and makes it ready for the next binding.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
                // Rows of a RETURNING clause that no one asked for.
            }
        }
        finally
        {
            Dispose();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(handle, column);

    public int? Int32OrNull(int column) => IsNull(column) ? null : Int32(column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateTimeOffset Instant(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Int64(column));

    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);

    // A failed step reports itself once more from reset; the first report is the one that was thrown.
    public void Dispose()
    {
        raw.sqlite3_reset(handle);
        bound = 0;
    }

    public void Close() => handle.Dispose();

    internal static SqliteException Failure(sqlite3 database, int code) => new(
        $"SQLite: {raw.sqlite3_errmsg(database).utf8_to_string()}", code & 0xFF, raw.sqlite3_extended_errcode(database));

    private Statement BindNull() => Checked(raw.sqlite3_bind_null(handle, ++bound));

    private Statement Checked(int code) => code == raw.SQLITE_OK ? this : throw Failure(database, code);
}

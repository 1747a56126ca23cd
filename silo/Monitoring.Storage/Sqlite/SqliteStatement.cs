using Microsoft.Data.Sqlite;
using Monitoring.Storage.Relational;
using SQLitePCL;

namespace Monitoring.Storage.Sqlite;

/// <summary>
/// One prepared statement, bound and stepped without the ADO.NET layer: the writer binds millions of values an hour.
/// Disposing gives it back to its session, ready for the next use.
/// </summary>
internal sealed class SqliteStatement(sqlite3 database, sqlite3_stmt handle) : IStatement
{
    private int bound;

    public IStatement Bind(long value) => Checked(raw.sqlite3_bind_int64(handle, ++bound, value));

    public IStatement Bind(bool value) => Bind(value ? 1 : 0);

    public IStatement Bind(DateTimeOffset value) => Bind(value.ToUnixTimeMilliseconds());

    public IStatement Bind(string? value) => value is null ? BindNull() : Checked(raw.sqlite3_bind_text(handle, ++bound, value));

    public IStatement Bind(long? value) => value is { } v ? Bind(v) : BindNull();

    public IStatement Bind(DateTimeOffset? value) => value is { } v ? Bind(v) : BindNull();

    public IStatement Bind(IReadOnlyCollection<long> values) => Bind($"[{string.Join(',', values)}]");

    public IStatement Bind(byte[] value) => Checked(raw.sqlite3_bind_blob(handle, ++bound, value));

    public SqliteStatement BindReal(decimal? value) => value is { } v ? Checked(raw.sqlite3_bind_double(handle, ++bound, (double)v)) : BindNull();

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

    public double Real(int column) => raw.sqlite3_column_double(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    public bool Bool(int column) => Int64(column) != 0;

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    // A failed step reports itself once more from reset; the first report is the one that was thrown.
    public void Dispose()
    {
        raw.sqlite3_reset(handle);
        bound = 0;
    }

    public void Close() => handle.Dispose();

    internal static SqliteException Failure(sqlite3 database, int code) => new(
        $"SQLite: {raw.sqlite3_errmsg(database).utf8_to_string()}", code & 0xFF, raw.sqlite3_extended_errcode(database));

    private SqliteStatement BindNull() => Checked(raw.sqlite3_bind_null(handle, ++bound));

    private SqliteStatement Checked(int code) => code == raw.SQLITE_OK ? this : throw Failure(database, code);
}

using System.Globalization;
using System.Text;
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
    // Values, marks, units and ids: what is longer is rare and takes an array.
    private const int MostOnStack = 64;
    private const int MostBytesOfCharacter = 3;

    private int bound;

    /// <summary>The same without bindings, for one that is always run: what threw between two bindings was not stepped.</summary>
    public SqliteStatement Anew()
    {
        bound = 0;
        return this;
    }

    public IStatement Bind(long value) => Checked(raw.sqlite3_bind_int64(handle, ++bound, value));

    public IStatement Bind(bool value) => Bind(value ? 1 : 0);

    public IStatement Bind(DateTimeOffset value) => Bind(value.ToUnixTimeMilliseconds());

    public IStatement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        if (value.Length is 0 or > MostOnStack)
        {
            return Checked(raw.sqlite3_bind_text(handle, ++bound, value));
        }

        Span<byte> text = stackalloc byte[MostOnStack * MostBytesOfCharacter];
        return BindText(text[..Encoding.UTF8.GetBytes(value, text)]);
    }

    public IStatement Bind(long? value) => value is { } v ? Bind(v) : BindNull();

    public IStatement Bind(DateTimeOffset? value) => value is { } v ? Bind(v) : BindNull();

    public IStatement Bind(IReadOnlyCollection<long> values) => Bind($"[{string.Join(',', values)}]");

    public IStatement Bind(byte[] value) => Checked(raw.sqlite3_bind_blob(handle, ++bound, value));

    /// <summary>A text as it is stored; not an empty one, which has no address and would be NULL.</summary>
    public SqliteStatement BindText(ReadOnlySpan<byte> text) => Checked(raw.sqlite3_bind_text(handle, ++bound, text));

    /// <summary>As <see cref="ExactText"/> writes it.</summary>
    public SqliteStatement BindDigits(decimal? value)
    {
        if (value is not { } number)
        {
            return BindNull();
        }

        // 29 digits, a point and a sign.
        Span<byte> text = stackalloc byte[MostOnStack];
        number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        return BindText(text[..length]);
    }

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

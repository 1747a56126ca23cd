using System.Collections.Concurrent;
using System.Text;
using Monitoring.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Storage.Postgres;

/// <summary>One command with its rows. The driver prepares what is asked often; the connection keeps it.</summary>
internal sealed class PostgresStatement : IStatement
{
    private static readonly ConcurrentDictionary<string, string> Numbered = new();

    private readonly NpgsqlCommand command;
    private NpgsqlDataReader? reader;
    private bool hasEnded;

    public PostgresStatement(NpgsqlConnection connection, string sql) => command = new NpgsqlCommand(Numbered.GetOrAdd(sql, WithNumbers), connection);

    public IStatement Bind(long value) => Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = value });

    public IStatement Bind(long? value) => value is { } v ? Bind(v) : AddNull(NpgsqlDbType.Bigint);

    public IStatement Bind(bool value) => Add(new NpgsqlParameter<bool> { NpgsqlDbType = NpgsqlDbType.Boolean, TypedValue = value });

    public IStatement Bind(string? value) => value is null ? AddNull(NpgsqlDbType.Text) : Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = value });

    public IStatement Bind(DateTimeOffset value) => Bind(value.ToUnixTimeMilliseconds());

    public IStatement Bind(DateTimeOffset? value) => value is { } v ? Bind(v) : AddNull(NpgsqlDbType.Bigint);

    public IStatement Bind(byte[] value) => Add(new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = value });

    public IStatement Bind(IReadOnlyCollection<long> values) =>
        Add(new NpgsqlParameter<long[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, TypedValue = [.. values] });

    public bool Step()
    {
        if (hasEnded)
        {
            return false;
        }

        reader ??= command.ExecuteReader();
        if (reader.Read())
        {
            return true;
        }

        // The connection is free for the next statement, though the caller still holds this one.
        reader.Dispose();
        hasEnded = true;
        return false;
    }

    public void Run()
    {
        command.ExecuteNonQuery();
        Dispose();
    }

    public bool IsNull(int column) => reader!.IsDBNull(column);

    public long Int64(int column) => reader!.GetInt64(column);

    public double Real(int column) => reader!.GetDouble(column);

    public string Text(int column) => reader!.GetString(column);

    public bool Bool(int column) => reader!.GetBoolean(column);

    public byte[] Blob(int column) => reader!.GetFieldValue<byte[]>(column);

    public void Dispose()
    {
        reader?.Dispose();
        command.Dispose();
    }

    // "?" is the next parameter and "?7" the seventh, as SQLite has it; here they are "$1" and "$7". No statement has one in a text.
    private static string WithNumbers(string sql)
    {
        var written = new StringBuilder(sql.Length + 16);
        var next = 0;
        for (var i = 0; i < sql.Length; i++)
        {
            if (sql[i] != '?')
            {
                written.Append(sql[i]);
                continue;
            }

            written.Append('$');
            if (i + 1 == sql.Length || !char.IsAsciiDigit(sql[i + 1]))
            {
                written.Append(++next);
            }
        }

        return written.ToString();
    }

    private PostgresStatement AddNull(NpgsqlDbType type) => Add(new NpgsqlParameter { NpgsqlDbType = type, Value = DBNull.Value });

    private PostgresStatement Add(NpgsqlParameter parameter)
    {
        command.Parameters.Add(parameter);
        return this;
    }
}

using System.Globalization;
using System.Text.Json;
using Monitoring.Storage.Postgres;
using Monitoring.Storage.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Storage.Moving;

/// <summary>One table on its way, in the order of its key. Rows and the note how far they go are one transaction, so a copy that was stopped goes on where it was.</summary>
internal sealed class TableCopy(SqliteSession source, PostgresSession target, TableShape table, int rowsAtOnce)
{
    private readonly int[] keyColumns = [.. table.Key.Select(k => table.Columns.ToList().FindIndex(c => c.Name == k))];

    /// <param name="copied">Told how many rows were copied since the last time.</param>
    public void Run(string? lastKey, Action<int> copied, CancellationToken cancellationToken)
    {
        using var rows = Rows(lastKey);
        var more = rows.Step();
        while (more)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var transaction = target.Connection.BeginTransaction();
            var (count, key) = (0, "");
            using (var copy = target.Connection.BeginBinaryImport($"COPY {table.Name} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)"))
            {
                for (; more && count < rowsAtOnce; count++)
                {
                    copy.StartRow();
                    for (var i = 0; i < table.Columns.Count; i++)
                    {
                        Write(copy, rows, i, table.Columns[i].Type);
                    }

                    key = count + 1 == rowsAtOnce ? KeyOf(rows) : key;
                    more = rows.Step();
                }

                copy.Complete();
            }

            // The last piece needs no key: the table is done with it.
            Note(more ? key : null, isDone: !more);
            transaction.Commit();
            copied(count);
        }

        Note(lastKey: null, isDone: true);
    }

    private SqliteStatement Rows(string? lastKey)
    {
        var condition = lastKey is null ? "" : $"WHERE ({table.KeyList}) > ({string.Join(", ", table.Key.Select(_ => "?"))}) ";
        var statement = source.Statement($"SELECT {table.ColumnList} FROM {table.Name} {condition}ORDER BY {table.KeyList}");
        if (lastKey is not null)
        {
            var values = JsonSerializer.Deserialize<string[]>(lastKey)!;
            for (var i = 0; i < values.Length; i++)
            {
                _ = table.Columns[keyColumns[i]].Type is ColumnType.Text ? statement.Bind(values[i]) : statement.Bind(long.Parse(values[i], CultureInfo.InvariantCulture));
            }
        }

        return statement;
    }

    private string KeyOf(SqliteStatement row) => JsonSerializer.Serialize(
        keyColumns.Select(c => table.Columns[c].Type is ColumnType.Text ? row.Text(c) : row.Int64(c).ToString(CultureInfo.InvariantCulture)).ToArray());

    private void Note(string? lastKey, bool isDone) =>
        target.Prepare("UPDATE moved_tables SET last_key = ?, is_done = ? WHERE name = ?").Bind(lastKey).Bind(isDone).Bind(table.Name).Run();

    private void Write(NpgsqlBinaryImporter copy, SqliteStatement row, int column, ColumnType type)
    {
        if (row.IsNull(column))
        {
            copy.WriteNull();
            return;
        }

        switch (type)
        {
            case ColumnType.Bigint:
                copy.Write(row.Int64(column), NpgsqlDbType.Bigint);
                break;
            case ColumnType.Integer:
                copy.Write((int)row.Int64(column), NpgsqlDbType.Integer);
                break;
            case ColumnType.Smallint:
                copy.Write((short)row.Int64(column), NpgsqlDbType.Smallint);
                break;
            case ColumnType.Boolean:
                copy.Write(row.Bool(column), NpgsqlDbType.Boolean);
                break;
            case ColumnType.Real:
                copy.Write(row.Real(column), NpgsqlDbType.Double);
                break;
            case ColumnType.Bytes:
                copy.Write(row.Blob(column), NpgsqlDbType.Bytea);
                break;
            default:
                var text = row.Text(column);
                if (text.Contains('\0', StringComparison.Ordinal))
                {
                    throw new StoreUnavailableException(
                        $"{table.Columns[column].Name} of the row ({table.KeyList}) = {KeyOf(row)} of {table.Name} holds the character U+0000, which PostgreSQL keeps in no text: correct or delete that row in the folder's file, and move again");
                }

                copy.Write(text, NpgsqlDbType.Text);
                break;
        }
    }
}

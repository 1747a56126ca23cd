using Npgsql;

namespace Monitoring.Storage.Postgres;

/// <summary>
/// Rows on their way into a table: gathered while a group commit is made, brought to the server by one binary COPY into a temporary table,
/// and merged from there by one statement. A later row of a key replaces an earlier one here, since a merge may meet a key once only.
/// </summary>
/// <param name="name">The temporary table.</param>
/// <param name="columns">In the order in which <paramref name="write"/> writes them.</param>
/// <param name="merge">May run again with the same rows and change nothing.</param>
internal sealed class StagedTable<TKey, TRow>(string name, string columns, string merge, Action<NpgsqlBinaryImporter, TRow> write)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TRow> rows = [];

    public IReadOnlyCollection<TRow> Rows => rows.Values;

    public void Put(TKey key, TRow row) => rows[key] = row;

    public void PutIfAbsent(TKey key, TRow row) => rows.TryAdd(key, row);

    public void Clear() => rows.Clear();

    public void Flush(PostgresSession session)
    {
        if (rows.Count == 0)
        {
            return;
        }

        using (var copy = session.Connection.BeginBinaryImport($"COPY {name} ({columns}) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var row in rows.Values)
            {
                copy.StartRow();
                write(copy, row);
            }

            copy.Complete();
        }

        session.Execute(merge);
        rows.Clear();
    }
}

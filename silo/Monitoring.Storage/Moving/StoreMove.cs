using Microsoft.Data.Sqlite;
using Monitoring.Storage.Postgres;
using Monitoring.Storage.Relational;
using Monitoring.Storage.Sqlite;
using Npgsql;

namespace Monitoring.Storage.Moving;

/// <summary>
/// Brings the store of a data folder into an empty database: table by table, to be stopped at any moment and begun again, compared row by row
/// at the end. The folder stays as it is. No system starts on the database before the move has ended.
/// </summary>
public static class StoreMove
{
    private const int RowsAtOnce = 20_000;

    /// <param name="folder">Of a system that does not run.</param>
    /// <param name="to">As the role that owns the tables.</param>
    /// <param name="login">Who gets the programs' rights on them; null where the owner is that too.</param>
    /// <param name="copied">Told a table and how many of its rows were copied since the last time.</param>
    /// <returns>Every table; when all are the same on both sides, the move has ended.</returns>
    /// <exception cref="StoreUnavailableException">The folder is in use or no store, or the database holds something else.</exception>
    public static IReadOnlyList<MovedTable> Run(
        string folder, PostgresDatabase to, string? login, TimeProvider clock, Action<string, int> copied, CancellationToken cancellationToken) =>
        Run(folder, to, login, clock, copied, cancellationToken, RowsAtOnce);

    internal static IReadOnlyList<MovedTable> Run(
        string folder, PostgresDatabase to, string? login, TimeProvider clock, Action<string, int> copied, CancellationToken cancellationToken, int rowsAtOnce)
    {
        var path = SqliteMonitoringStore.PathIn(folder);
        if (!File.Exists(path))
        {
            throw new StoreUnavailableException($"{Path.GetDirectoryName(path)} holds no {SqliteMonitoringStore.FileName}: --from names the data folder of a system");
        }

        using var taken = DataFileLock.Take(path + ".lock");
        PostgresMigrations.Apply(to, login, clock);
        try
        {
            using var target = PostgresSession.Open(to.WithoutTimeout());
            PostgresLocks.TakeAll(target, to);
            // A refusal of the database leaves the folder as it is, and one of the folder the database.
            var begun = Progress(target, path, to);
            RefuseFilled(target, begun, to);
            using var source = SqliteSession.OpenWriter(path);
            SqliteMigrations.Apply(source, path, clock);
            var shapes = TableShape.All.Select(t => TableShape.Of(target, t)).ToList();
            var progress = begun.Count > 0 ? begun : Begin(target, path, to);
            MakeMonths(source, target);
            foreach (var table in shapes.Where(t => !progress[t.Name].IsDone))
            {
                new TableCopy(source, target, table, rowsAtOnce).Run(progress[table.Name].LastKey, count => copied(table.Name, count), cancellationToken);
            }

            ContinueNumbers(target);
            return Compare(source, target, shapes);
        }
        catch (NpgsqlException e)
        {
            throw to.Unavailable(e);
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static void RefuseFilled(PostgresSession target, Dictionary<string, (string? LastKey, bool IsDone)> begun, PostgresDatabase to)
    {
        if (begun.Count == 0 && TableShape.All.FirstOrDefault(t => HasRows(target, t)) is { } table)
        {
            throw new StoreUnavailableException($"{to.Place} holds a system already (its table {table} has rows): name an empty database");
        }
    }

    private static Dictionary<string, (string? LastKey, bool IsDone)> Begin(PostgresSession target, string path, PostgresDatabase to)
    {
        foreach (var name in TableShape.All)
        {
            target.Prepare("INSERT INTO moved_tables (name, source, is_done) VALUES (?, ?, ?)").Bind(name).Bind(path).Bind(false).Run();
        }

        return Progress(target, path, to);
    }

    // What a move had done before it was stopped; nothing where none was begun.
    private static Dictionary<string, (string? LastKey, bool IsDone)> Progress(PostgresSession target, string path, PostgresDatabase to)
    {
        var progress = new Dictionary<string, (string? LastKey, bool IsDone)>();
        using var rows = target.Prepare("SELECT name, source, last_key, is_done FROM moved_tables");
        while (rows.Step())
        {
            if (rows.Text(1) != path)
            {
                throw new StoreUnavailableException($"a move of {rows.Text(1)} into {to.Place} was begun: end that one first, or name an empty database");
            }

            progress.Add(rows.Text(0), (rows.TextOrNull(2), rows.Bool(3)));
        }

        return progress;
    }

    private static bool HasRows(PostgresSession session, string table)
    {
        using var row = session.Prepare($"SELECT 1 FROM {table} LIMIT 1");
        return row.Step();
    }

    private static void MakeMonths(SqliteSession source, PostgresSession target)
    {
        using var months = source.Statement("SELECT min(start) FROM readings GROUP BY strftime('%Y-%m', start / 1000 + 28800, 'unixepoch')");
        while (months.Step())
        {
            target.Prepare("SELECT ensure_readings_month(?)").Bind(months.Int64(0)).Run();
        }
    }

    // The next station gets the number after the greatest, as in the file.
    private static void ContinueNumbers(PostgresSession target)
    {
        foreach (var (table, column) in TableShape.Numbered)
        {
            target.Execute($"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), greatest((SELECT max({column}) FROM {table}), 1), EXISTS (SELECT 1 FROM {table}))");
        }
    }

    private static List<MovedTable> Compare(SqliteSession source, PostgresSession target, List<TableShape> shapes)
    {
        var tables = shapes.ConvertAll(shape =>
        {
            var (here, there) = (TableChecksum.Of(source, shape), TableChecksum.Of(target, shape));
            return new MovedTable(shape.Name, here.Rows, there.Rows, here == there);
        });
        if (tables.TrueForAll(t => t.IsSame))
        {
            target.Execute("DELETE FROM moved_tables");
        }

        return tables;
    }
}

using Microsoft.Data.Sqlite;

namespace Monitoring.Gateway.DataFiles;

/// <summary>
/// Reads the tables of a damaged file in the order of their row numbers and goes on behind what cannot be read: number by number
/// at first, which passes a broken page without losing its neighbours, then in growing strides back to the first readable one.
/// </summary>
internal sealed class RescuedRows
{
    private const int NumberByNumber = 4096;
    private const int Constraint = 19;

    private readonly SqliteConnection from;
    private readonly SqliteConnection into;
    private readonly DataFileKind kind;

    private RescuedRows(SqliteConnection from, SqliteConnection into, DataFileKind kind) => (this.from, this.into, this.kind) = (from, into, kind);

    public long Kept { get; private set; }

    public long Missing { get; private set; }

    public bool IsEndMissing { get; private set; }

    public static RescuedRows Copy(string path, SqliteConnection into, DataFileKind kind)
    {
        // Read-only, so that closing folds no journal into it; with a writable schema SQLite also reads a file that is cut short.
        using var damaged = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        damaged.Open();
        var rows = new RescuedRows(damaged, into, kind);
        try
        {
            damaged.Execute("PRAGMA writable_schema = ON");
            damaged.Scalar("SELECT count(*) FROM sqlite_schema");
        }
        catch (SqliteException e) when (Soundness.IsDamage(e))
        {
            rows.IsEndMissing = true;
            return rows;
        }

        foreach (var table in TablesOf(into).Except(kind.LeftBehind).Where(t => t is not ("schema_migrations" or "opening")))
        {
            using var transaction = into.BeginTransaction();
            rows.CopyTable(table);
            transaction.Commit();
        }

        return rows;
    }

    private static List<string> TablesOf(SqliteConnection connection) =>
        Texts(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid");

    private static List<string> ColumnsOf(SqliteConnection connection, string table) => Texts(connection, $"SELECT name FROM pragma_table_info('{table}') ORDER BY cid");

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.Prepared(sql);
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private void CopyTable(string table)
    {
        var known = ColumnsOf(from, table);
        var columns = ColumnsOf(into, table).TakeWhile(known.Contains).ToList();
        if (columns.Count == 0)
        {
            IsEndMissing = true;
            return;
        }

        var names = string.Join(", ", columns);
        using var read = from.Prepared($"SELECT {names}, rowid FROM {table} WHERE rowid >= $first ORDER BY rowid", "$first");
        using var insert = into.Prepared($"INSERT OR IGNORE INTO {table} ({names}, rowid) VALUES ({string.Join(", ", columns.Select((_, n) => "$" + n))}, $row)", [.. columns.Select((_, n) => "$" + n), "$row"]);
        for (var next = 1L; CopyFrom(ref next, read, insert, columns.Count);)
        {
            var readable = NextReadable(next, read, columns.Count);
            if (readable is null)
            {
                IsEndMissing = true;
                return;
            }

            Missing += readable.Value - next;
            next = readable.Value;
        }
    }

    /// <returns>True when something could not be read at <paramref name="next"/>.</returns>
    private bool CopyFrom(ref long next, SqliteCommand read, SqliteCommand insert, int columns)
    {
        try
        {
            using var reader = read.With(next).ExecuteReader();
            while (reader.Read())
            {
                var row = reader.GetInt64(columns);
                if (row < next || !IsBelievable(reader))
                {
                    return true;
                }

                for (var n = 0; n <= columns; n++)
                {
                    insert.Parameters[n].Value = reader.GetValue(n);
                }

                Kept += insert.ExecuteNonQuery();
                next = row + 1;
            }

            return false;
        }
        catch (SqliteException e) when (Soundness.IsDamage(e) || e.SqliteErrorCode is Constraint)
        {
            return true;
        }
    }

    /// <summary>The first row after a number that cannot be read; null when nothing follows that can.</summary>
    private long? NextReadable(long unreadable, SqliteCommand read, int columns)
    {
        var (failed, stride) = (unreadable, 1L);
        for (var failures = 0; ; failures++)
        {
            stride = failures < NumberByNumber ? 1 : stride * 2;
            if (long.MaxValue - failed <= stride)
            {
                return null;
            }

            switch (Probe(failed + stride, read, columns))
            {
                case Found.Damage:
                    failed += stride;
                    break;
                case Found.Nothing when stride == 1:
                    return null;
                case Found.Nothing or Found.Row:
                    return FirstReadable(failed, failed + stride, read, columns);
            }
        }
    }

    private long? FirstReadable(long damaged, long readable, SqliteCommand read, int columns)
    {
        while (readable - damaged > 1)
        {
            var middle = damaged + ((readable - damaged) / 2);
            (damaged, readable) = Probe(middle, read, columns) is Found.Damage ? (middle, readable) : (damaged, middle);
        }

        return Probe(readable, read, columns) is Found.Row ? readable : null;
    }

    private Found Probe(long first, SqliteCommand read, int columns)
    {
        try
        {
            using var reader = read.With(first).ExecuteReader();
            return !reader.Read() ? Found.Nothing : reader.GetInt64(columns) >= first && IsBelievable(reader) ? Found.Row : Found.Damage;
        }
        catch (SqliteException e) when (Soundness.IsDamage(e))
        {
            return Found.Damage;
        }
    }

    private bool IsBelievable(SqliteDataReader row)
    {
        try
        {
            return kind.IsBelievable is null || kind.IsBelievable(row);
        }
        catch (Exception e) when (e is InvalidCastException or InvalidOperationException)
        {
            // A column of another type, or none: no row of ours.
            return false;
        }
    }

    private enum Found
    {
        Nothing,
        Row,
        Damage,
    }
}

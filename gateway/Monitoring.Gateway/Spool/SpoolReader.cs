using Microsoft.Data.Sqlite;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Spool;

/// <summary>Reads committed rows on a connection of its own, so that the writer never waits for the uplink.</summary>
internal sealed class SpoolReader(DataFile file) : DataFileReader(file)
{
    private const string Columns = "SELECT sequence, enqueued_ms, station, bytes, crc32c FROM message ";

    private SqliteCommand? oldestFirst;
    private SqliteCommand? newestFirst;
    private SqliteCommand? oldest;

    public List<SpoolRow> OldestFirst(long after, int maxRows, long maxBytes) => Read(() => Rows(oldestFirst!, after, maxRows, maxBytes));

    public List<SpoolRow> NewestFirst(long after, int maxRows, long maxBytes) => Read(() => Rows(newestFirst!, after, maxRows, maxBytes));

    public DateTimeOffset? OldestEnqueuedAt() => Read<DateTimeOffset?>(() => oldest!.ExecuteScalar() is long ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null);

    protected override void Prepare(SqliteConnection connection)
    {
        oldestFirst = connection.Prepared(Columns + "WHERE sequence > $after ORDER BY sequence LIMIT $max", "$after", "$max");
        newestFirst = connection.Prepared(Columns + "WHERE sequence > $after ORDER BY sequence DESC LIMIT $max", "$after", "$max");
        oldest = connection.Prepared("SELECT enqueued_ms FROM message ORDER BY sequence LIMIT 1");
    }

    // One row always comes, however large: otherwise it would never leave.
    private static List<SpoolRow> Rows(SqliteCommand command, long after, int maxRows, long maxBytes)
    {
        var rows = new List<SpoolRow>();
        using var reader = command.With(after, maxRows).ExecuteReader();
        for (long bytes = 0; reader.Read();)
        {
            var row = RowOf(reader);
            bytes += row.Bytes.Length;
            if (rows.Count > 0 && bytes > maxBytes)
            {
                break;
            }

            rows.Add(row);
        }

        return rows;
    }

    private static SpoolRow RowOf(SqliteDataReader reader)
    {
        var (sequence, enqueuedMs, station, bytes) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3));
        var isIntact = reader.IsDBNull(4) || reader.GetInt64(4) == RowCheck.Of(sequence, enqueuedMs, station, bytes);
        return new SpoolRow(sequence, DateTimeOffset.FromUnixTimeMilliseconds(enqueuedMs), station, bytes, isIntact);
    }
}

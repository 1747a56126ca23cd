using Microsoft.Data.Sqlite;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Spool;

/// <summary>Reads committed rows on a connection of its own, beside the writer.</summary>
internal sealed class SpoolReader : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly SqliteCommand oldestFirst;
    private readonly SqliteCommand newestFirst;
    private readonly SqliteCommand oldest;

    public SpoolReader(DataFile file)
    {
        connection = file.OpenReader();
        oldestFirst = connection.Prepared("SELECT sequence, enqueued_ms, station, bytes FROM message WHERE sequence > $after ORDER BY sequence LIMIT $max", "$after", "$max");
        newestFirst = connection.Prepared("SELECT sequence, enqueued_ms, station, bytes FROM message WHERE sequence > $after ORDER BY sequence DESC LIMIT $max", "$after", "$max");
        oldest = connection.Prepared("SELECT enqueued_ms FROM message ORDER BY sequence LIMIT 1");
    }

    public List<SpoolRow> OldestFirst(long after, int maxRows, long maxBytes) => Read(oldestFirst, after, maxRows, maxBytes);

    public List<SpoolRow> NewestFirst(long after, int maxRows, long maxBytes) => Read(newestFirst, after, maxRows, maxBytes);

    public DateTimeOffset? OldestEnqueuedAt()
    {
        lock (gate)
        {
            return oldest.ExecuteScalar() is long ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            connection.Dispose();
        }
    }

    // One row always comes, however large: otherwise it would never leave.
    private List<SpoolRow> Read(SqliteCommand command, long after, int maxRows, long maxBytes)
    {
        var rows = new List<SpoolRow>();
        lock (gate)
        {
            using var reader = command.With(after, maxRows).ExecuteReader();
            for (long bytes = 0; reader.Read();)
            {
                var row = new SpoolRow(reader.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), reader.GetString(2), reader.GetFieldValue<byte[]>(3));
                bytes += row.Bytes.Length;
                if (rows.Count > 0 && bytes > maxBytes)
                {
                    break;
                }

                rows.Add(row);
            }
        }

        return rows;
    }
}

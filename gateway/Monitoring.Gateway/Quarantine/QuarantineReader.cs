using Microsoft.Data.Sqlite;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Quarantine;

/// <summary>Reads what is kept on a connection of its own, beside the writer.</summary>
internal sealed class QuarantineReader : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly SqliteCommand page;
    private readonly SqliteCommand one;

    public QuarantineReader(DataFile file)
    {
        const string Columns = "SELECT id, at_ms, door, peer, mn, reason, detail, bytes, total_bytes FROM message ";
        connection = file.OpenReader();
        page = connection.Prepared(Columns + "WHERE id < $before ORDER BY id DESC LIMIT $limit", "$before", "$limit");
        one = connection.Prepared(Columns + "WHERE id = $id", "$id");
    }

    public List<QuarantinedMessage> NewestFirst(long before, int limit) => Read(page, before, limit);

    public QuarantinedMessage? Find(long id) => Read(one, id).SingleOrDefault();

    public void Dispose()
    {
        lock (gate)
        {
            connection.Dispose();
        }
    }

    private List<QuarantinedMessage> Read(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        var messages = new List<QuarantinedMessage>();
        lock (gate)
        {
            using var reader = command.With(values).ExecuteReader();
            while (reader.Read())
            {
                messages.Add(new QuarantinedMessage(
                    reader.GetInt64(0),
                    DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.IsDBNull(4) ? null : reader.GetString(4),
                    reader.GetString(5),
                    reader.GetString(6),
                    reader.GetFieldValue<byte[]>(7),
                    reader.GetInt64(8)));
            }
        }

        return messages;
    }
}

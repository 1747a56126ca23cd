using Microsoft.Data.Sqlite;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Quarantine;

/// <summary>Reads what is kept on a connection of its own, beside the writer.</summary>
internal sealed class QuarantineReader(DataFile file) : DataFileReader(file)
{
    private SqliteCommand? page;
    private SqliteCommand? one;

    public List<QuarantinedMessage> NewestFirst(long before, int limit) => Read(() => Messages(page!, before, limit));

    public QuarantinedMessage? Find(long id) => Read(() => Messages(one!, id)).SingleOrDefault();

    protected override void Prepare(SqliteConnection connection)
    {
        const string Columns = "SELECT id, at_ms, door, peer, mn, reason, detail, bytes, total_bytes FROM message ";
        page = connection.Prepared(Columns + "WHERE id < $before ORDER BY id DESC LIMIT $limit", "$before", "$limit");
        one = connection.Prepared(Columns + "WHERE id = $id", "$id");
    }

    private static List<QuarantinedMessage> Messages(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        var messages = new List<QuarantinedMessage>();
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

        return messages;
    }
}

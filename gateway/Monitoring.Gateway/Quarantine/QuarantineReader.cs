using Microsoft.Data.Sqlite;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Quarantine;

/// <summary>Reads what is kept on a connection of its own, beside the writer.</summary>
internal sealed class QuarantineReader(DataFile file) : DataFileReader(file)
{
    private SqliteCommand? page;
    private SqliteCommand? one;
    private SqliteCommand? waiting;

    public List<QuarantinedMessage> NewestFirst(long before, int limit) => Read(() => Messages(page!, before, limit));

    public QuarantinedMessage? Find(long id) => Read(() => Messages(one!, id)).SingleOrDefault();

    public List<long> Waiting(ReplayChoice choice, long after, int limit) => Read(() =>
    {
        var ids = new List<long>();
        using var reader = waiting!.With(after, choice.Reason, choice.Mn, limit).ExecuteReader();
        while (reader.Read())
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    });

    protected override void Prepare(SqliteConnection connection)
    {
        const string Columns = "SELECT id, at_ms, door, peer, mn, reason, detail, bytes, total_bytes, is_acknowledged, replayed_ms, replayed_by, replay_outcome, replay_detail FROM message ";
        page = connection.Prepared(Columns + "WHERE id < $before ORDER BY id DESC LIMIT $limit", "$before", "$limit");
        one = connection.Prepared(Columns + "WHERE id = $id", "$id");
        waiting = connection.Prepared(
            $"SELECT id FROM message WHERE id > $after AND ($reason IS NULL OR reason = $reason) AND ($mn IS NULL OR mn = $mn) AND coalesce(replay_outcome, '') NOT IN ('{Replay.Stored}', '{Replay.Repeated}') ORDER BY id LIMIT $limit",
            "$after",
            "$reason",
            "$mn",
            "$limit");
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
                reader.GetInt64(8))
            {
                IsAcknowledged = reader.GetBoolean(9),
                Replay = ReplayOf(reader),
            });
        }

        return messages;
    }

    private static Replay? ReplayOf(SqliteDataReader reader) => reader.IsDBNull(10)
        ? null
        : new Replay(DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(10)), reader.GetString(11), reader.GetString(12), reader.GetString(13));
}

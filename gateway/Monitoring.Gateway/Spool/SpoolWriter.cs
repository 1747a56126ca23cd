using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Spool;

/// <summary>Numbers and stores messages, deletes settled ones. Runs on its own thread only.</summary>
internal sealed class SpoolWriter(DataFile file, SpoolLevel level, int queueLength, ILogger logger) : GroupCommitWriter<SpoolWrite>(file, queueLength, logger)
{
    private SqliteCommand? insert;
    private SqliteCommand? measure;
    private SqliteCommand? delete;
    private SqliteCommand? remember;
    private long nextSequence;

    protected override void Prepare(SqliteConnection connection)
    {
        insert = connection.Prepared("INSERT INTO message (sequence, enqueued_ms, station, bytes) VALUES ($sequence, $enqueued, $station, $bytes)", "$sequence", "$enqueued", "$station", "$bytes");
        measure = connection.Prepared("SELECT count(*), coalesce(sum(length(bytes)), 0) FROM message WHERE sequence BETWEEN $first AND $last", "$first", "$last");
        delete = connection.Prepared("DELETE FROM message WHERE sequence BETWEEN $first AND $last", "$first", "$last");
        remember = connection.Prepared("UPDATE gateway SET released_through = max(released_through, $last)", "$last");
        level.Set(
            rows: (long)connection.Scalar("SELECT count(*) FROM message")!,
            payload: (long)connection.Scalar("SELECT coalesce(sum(length(bytes)), 0) FROM message")!,
            last: (long)connection.Scalar("SELECT max(released_through, coalesce((SELECT max(sequence) FROM message), 0)) FROM gateway")!);
        nextSequence = level.LastSequence + 1;
    }

    protected override void Apply(SpoolWrite write)
    {
        switch (write)
        {
            case AppendWrite append:
                append.Sequence = nextSequence++;
                insert!.With(append.Sequence, append.EnqueuedMs, append.Station, append.Bytes).ExecuteNonQuery();
                break;
            case ReleaseWrite release:
                Release(release);
                break;
        }
    }

    protected override void Committed(IReadOnlyList<SpoolWrite> writes)
    {
        level.Committed(writes);
        foreach (var write in writes)
        {
            write.SetResult(write is AppendWrite append ? append.Sequence : ((ReleaseWrite)write).Rows);
        }
    }

    protected override void Failed(IReadOnlyList<SpoolWrite> writes, GatewayException reason)
    {
        level.Failed(writes);
        foreach (var write in writes)
        {
            write.SetException(reason);
        }
    }

    protected override void TakenBack() => nextSequence = level.LastSequence + 1;

    private void Release(ReleaseWrite release)
    {
        release.Rows = 0;
        release.Size = 0;
        foreach (var range in release.Ranges)
        {
            using (var reader = measure!.With(range.First, range.Last).ExecuteReader())
            {
                reader.Read();
                release.Rows += reader.GetInt64(0);
                release.Size += reader.GetInt64(1) + (reader.GetInt64(0) * TelemetrySpool.RowOverheadBytes);
            }

            delete!.With(range.First, range.Last).ExecuteNonQuery();
        }

        // The number of a row that is gone is remembered in the transaction that deletes it: it is never given again.
        if (release.Rows > 0)
        {
            remember!.With(Math.Min(release.Ranges.Max(r => r.Last), nextSequence - 1)).ExecuteNonQuery();
        }
    }
}

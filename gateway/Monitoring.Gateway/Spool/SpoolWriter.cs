using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Spool;

/// <summary>Numbers and stores messages, deletes settled ones. Runs on its own thread only.</summary>
internal sealed class SpoolWriter(DataFile file, SpoolLevel level, DiskWatch disk, int queueLength, TimeProvider clock, ILogger logger) : GroupCommitWriter<SpoolWrite>(file, queueLength, logger)
{
    private const long SmallestGroup = 64 * 1024;

    private readonly DiskReserve reserve = new(file.Path);
    private MessageInsert? insert;
    private SqliteCommand? measure;
    private SqliteCommand? delete;
    private SqliteCommand? seal;
    private long nextSequence;
    private long rows;
    private long payload;

    protected override void Prepare(SqliteConnection connection)
    {
        insert = new MessageInsert(connection);
        measure = connection.Prepared("SELECT count(*), coalesce(sum(length(bytes)), 0) FROM message WHERE sequence BETWEEN $first AND $last", "$first", "$last");
        delete = connection.Prepared("DELETE FROM message WHERE sequence BETWEEN $first AND $last", "$first", "$last");
        seal = connection.Prepared("UPDATE gateway SET pending_rows = $rows, pending_bytes = $bytes, released_through = $last", "$rows", "$bytes", "$last");
        Introduce(connection);
        using var gateway = connection.Prepared("SELECT id, numbered_from, pending_rows, pending_bytes, max(released_through, coalesce((SELECT max(sequence) FROM message), 0)) FROM gateway");
        using var reader = gateway.ExecuteReader();
        reader.Read();
        level.Set(new SpoolNumbers(reader.GetString(0), reader.GetInt64(1)), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
        TakenBack();
        disk.Look();
    }

    protected override void LetGo()
    {
        insert?.Dispose();
        insert = null;
    }

    protected override void Apply(SpoolWrite write)
    {
        switch (write)
        {
            case AppendWrite append:
                append.Sequence = nextSequence++;
                rows++;
                payload += append.Bytes.Length;
                insert!.Run(append);
                break;
            case ReleaseWrite release:
                Release(release);
                break;
        }
    }

    // The last number given is remembered with what it was given to: it is never given again, also when its row is gone.
    protected override void Seal() => seal!.With(rows, payload, nextSequence - 1).ExecuteNonQuery();

    protected override void Committed(IReadOnlyList<SpoolWrite> writes)
    {
        level.Committed(writes);
        disk.Look();
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

    protected override bool Frees(SpoolWrite write) => write is ReleaseWrite;

    protected override string? Closed(SqliteConnection connection, IReadOnlyList<SpoolWrite> writes) =>
        reserve.HasRoomFor(GrowthOf(writes), () => (long)connection.Scalar("PRAGMA freelist_count")! * (long)connection.Scalar("PRAGMA page_size")!)
            ? null
            : "the disk is full, and what room is left is kept to let rows go";

    protected override bool MakeRoom() => reserve.Give();

    protected override void TakenBack()
    {
        (rows, var bytes, var last, _) = level.Read();
        payload = bytes - (rows * TelemetrySpool.RowOverheadBytes);
        nextSequence = last + 1;
    }

    // Pages that are half full and pages of the index come on top of what the rows hold.
    private static long GrowthOf(IReadOnlyList<SpoolWrite> writes) => writes.OfType<AppendWrite>().Sum(w => 2 * w.Size) is > 0 and var taken ? taken + SmallestGroup : 0;

    // A new file is a new gateway to the backend, and it goes on behind every number that this process has given: a receipt
    // that is still under way must not settle another row under the same number.
    private void Introduce(SqliteConnection connection)
    {
        if (connection.Scalar("SELECT id FROM gateway") is not null)
        {
            return;
        }

        using var introduce = connection.Prepared(
            """
            INSERT INTO gateway (only_row, id, released_through, pending_rows, pending_bytes, numbered_from)
            SELECT 1, $id, $last, count(*), coalesce(sum(length(bytes)), 0), coalesce(min(sequence), $last + 1) FROM message
            """,
            "$id",
            "$last");
        introduce.With(GatewayIdentity.New(clock), level.LastSequence).ExecuteNonQuery();
    }

    private void Release(ReleaseWrite release)
    {
        release.Rows = 0;
        release.Size = 0;
        foreach (var range in release.Under == level.Numbers ? release.Ranges : [])
        {
            using (var reader = measure!.With(range.First, range.Last).ExecuteReader())
            {
                reader.Read();
                release.Rows += reader.GetInt64(0);
                release.Size += reader.GetInt64(1) + (reader.GetInt64(0) * TelemetrySpool.RowOverheadBytes);
            }

            delete!.With(range.First, range.Last).ExecuteNonQuery();
        }

        if (release.Rows > 0)
        {
            rows -= release.Rows;
            payload -= release.Size - (release.Rows * TelemetrySpool.RowOverheadBytes);
        }
    }
}

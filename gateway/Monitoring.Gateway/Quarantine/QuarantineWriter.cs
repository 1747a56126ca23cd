using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Quarantine;

/// <summary>Stores refused messages within the ledger's bounds, and parked rows within theirs. Runs on its own thread only.</summary>
internal sealed class QuarantineWriter(DataFile file, QuarantineOptions options, QuarantineTally tally, ILogger logger)
    : GroupCommitWriter<QuarantineWrite>(file, queueLength: 1024, logger)
{
    private SqliteCommand? insert;
    private SqliteCommand? delete;
    private SqliteCommand? findParked;
    private SqliteCommand? all;
    private QuarantineLedger ledger = new(options);
    private long parkedBytes;
    private long acknowledgedBytes;

    protected override void Prepare(SqliteConnection connection)
    {
        insert = connection.Prepared(
            """
            INSERT INTO message (at_ms, door, peer, mn, reason, detail, bytes, total_bytes, spool_row, is_acknowledged)
            VALUES ($at, $door, $peer, $mn, $reason, $detail, $bytes, $total, $row, $acknowledged) RETURNING id
            """,
            "$at",
            "$door",
            "$peer",
            "$mn",
            "$reason",
            "$detail",
            "$bytes",
            "$total",
            "$row",
            "$acknowledged");
        delete = connection.Prepared("DELETE FROM message WHERE id = $id", "$id");
        findParked = connection.Prepared("SELECT id FROM message WHERE spool_row = $row", "$row");
        all = connection.Prepared("SELECT id, reason, mn, peer, detail, length(bytes), at_ms, spool_row IS NOT NULL, is_acknowledged FROM message ORDER BY id");
        Load();
    }

    protected override void Apply(QuarantineWrite write)
    {
        switch (write)
        {
            case RefusedWrite refused:
                Keep(refused);
                break;
            case ParkWrite park:
                Park(park);
                break;
        }
    }

    protected override void Committed(IReadOnlyList<QuarantineWrite> writes)
    {
        foreach (var write in writes)
        {
            Count(write);
            if (write.Refusal is { } refusal)
            {
                write.SetException(refusal);
            }
            else
            {
                write.SetResult(write.Id);
            }
        }
    }

    protected override void Failed(IReadOnlyList<QuarantineWrite> writes, GatewayException reason)
    {
        foreach (var write in writes)
        {
            write.SetException(reason);
        }
    }

    // The ledger has already counted what the file did not take.
    protected override void TakenBack() => Load();

    private void Keep(RefusedWrite write)
    {
        var message = write.Message;
        var reason = message.Reason.Word();
        var mn = KeptText.Cut(message.Mn, RefusedMessage.MaxMn);
        var peer = KeptText.Cut(message.Peer, RefusedMessage.MaxPeer);
        var detail = KeptText.Cut(message.Detail, RefusedMessage.MaxDetail);
        var bytes = message.IsAcknowledged || message.Bytes.Length <= options.MaxMessageBytes ? message.Bytes : message.Bytes.AsSpan(0, options.MaxMessageBytes).ToArray();
        var size = bytes.Length + KeptText.SizeOf(mn, peer, detail);
        if (message.IsAcknowledged ? !HasRoom(write, size) : !MakeRoom(write, reason, mn, peer, size))
        {
            return;
        }

        write.Size = size;
        write.Id = (long)insert!.With(write.AtMs, message.Door, peer, mn, reason, detail, bytes, message.TotalBytes, null, message.IsAcknowledged).ExecuteScalar()!;
        if (!message.IsAcknowledged)
        {
            ledger.Keep(write.Id.Value, reason, mn, peer, size, write.AtMs);
        }
    }

    private bool HasRoom(RefusedWrite write, int size)
    {
        if (acknowledgedBytes + size > options.MaxAcknowledgedBytes)
        {
            write.Refusal = new QuarantineFullException("Quarantine:MaxAcknowledgedBytes", options.MaxAcknowledgedBytes);
            return false;
        }

        acknowledgedBytes += size;
        return true;
    }

    private bool MakeRoom(RefusedWrite write, string reason, string? mn, string peer, int size)
    {
        if (!ledger.Admits(reason, mn, peer, size, write.AtMs, out var evicted))
        {
            return false;
        }

        foreach (var gone in evicted)
        {
            delete!.With(gone.Id).ExecuteNonQuery();
        }

        write.Evicted = evicted;
        return true;
    }

    private void Park(ParkWrite write)
    {
        var row = write.Row;
        var name = $"{row.GatewayId}:{row.Sequence}";
        if (findParked!.With(name).ExecuteScalar() is long id)
        {
            write.Id = id;
            return;
        }

        if (parkedBytes + row.Bytes.Length > options.MaxParkedBytes)
        {
            write.Refusal = new QuarantineFullException("Quarantine:MaxParkedBytes", options.MaxParkedBytes);
            return;
        }

        write.Id = (long)insert!.With(write.AtMs, ParkedRow.Door, row.GatewayId, row.Mn, row.Reason.Word(), KeptText.Cut(row.Detail, RefusedMessage.MaxDetail), row.Bytes, row.Bytes.Length, name, false).ExecuteScalar()!;
        write.IsNew = true;
        parkedBytes += row.Bytes.Length;
    }

    private void Count(QuarantineWrite write)
    {
        switch (write)
        {
            case { Refusal: not null }:
                break;
            case RefusedWrite { Id: null } refused:
                tally.Suppressed(refused.Message.Reason.Word());
                break;
            case RefusedWrite refused:
                tally.Kept(refused.Message.Reason.Word(), refused.Size, isParked: false);
                foreach (var gone in refused.Evicted)
                {
                    tally.Evicted(gone.Group.Reason, gone.Size);
                }

                break;
            case ParkWrite { IsNew: true } park:
                tally.Kept(park.Row.Reason.Word(), park.Row.Bytes.Length, isParked: true);
                break;
        }
    }

    private void Load()
    {
        ledger = new QuarantineLedger(options);
        (parkedBytes, acknowledgedBytes) = (0, 0);
        tally.Clear();
        using var reader = all!.ExecuteReader();
        while (reader.Read())
        {
            var (reason, mn, peer) = (reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3));
            var (bytes, isParked) = (reader.GetInt32(5), reader.GetBoolean(7));
            var size = isParked ? bytes : bytes + KeptText.SizeOf(mn, peer, reader.GetString(4));
            tally.Kept(reason, size, isParked);
            if (isParked)
            {
                parkedBytes += size;
            }
            else if (reader.GetBoolean(8))
            {
                acknowledgedBytes += size;
            }
            else
            {
                ledger.Keep(reader.GetInt64(0), reason, mn, peer, size, reader.GetInt64(6));
            }
        }
    }
}

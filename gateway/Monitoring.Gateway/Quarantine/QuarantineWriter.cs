using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Quarantine;

/// <summary>Stores refused messages within the ledger's bounds, and parked rows within theirs. Runs on its own thread only.</summary>
internal sealed class QuarantineWriter(DataFile file, QuarantineOptions options, QuarantineTally tally, ILogger logger)
    : GroupCommitWriter<QuarantineWrite>(file, queueLength: 1024, logger)
{
    // is_in: its readings went into the spool after all.
    private static readonly string KeptColumns =
        $"SELECT id, reason, mn, peer, detail, length(bytes), at_ms, spool_row IS NOT NULL, is_acknowledged, coalesce(replay_outcome, '') IN ('{Replay.Stored}', '{Replay.Repeated}') AS is_in FROM message ";

    private SqliteCommand? insert;
    private SqliteCommand? delete;
    private SqliteCommand? findParked;
    private SqliteCommand? all;
    private SqliteCommand? replayed;
    private SqliteCommand? one;
    private QuarantineLedger ledger = new(options);
    private long parkedBytes;
    private long acknowledgedBytes;
    private readonly QuarantineBounds bounds = new(options);
    private readonly RoomBesideSpool room = new(file.Path);

    public bool IsDiskShort => room.IsShort;

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
        all = connection.Prepared(KeptColumns + "ORDER BY id");
        one = connection.Prepared(KeptColumns + "WHERE id = $id", "$id");
        replayed = connection.Prepared(
            "UPDATE message SET replayed_ms = $at, replayed_by = $by, replay_outcome = $outcome, replay_detail = $detail WHERE id = $id",
            "$at",
            "$by",
            "$outcome",
            "$detail",
            "$id");
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
            case ReplayedWrite replay:
                Note(replay);
                break;
        }
    }

    protected override void Committed(IReadOnlyList<QuarantineWrite> writes)
    {
        bounds.Watch(parkedBytes, acknowledgedBytes, ledger, Logger);
        room.LookAgain();
        room.Tell(Logger);
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
        if (message.IsAcknowledged ? !HasRoom(write, size, reason) : !MakeRoom(write, reason, mn, peer, size))
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

    private bool HasRoom(RefusedWrite write, int size, string reason)
    {
        if (acknowledgedBytes + size > options.MaxAcknowledgedBytes)
        {
            write.Refusal = new QuarantineFullException("Quarantine:MaxAcknowledgedBytes", options.MaxAcknowledgedBytes);
            return false;
        }

        if (!room.Take(reason, size))
        {
            write.Refusal = QuarantineFullException.OfTheDisk();
            return false;
        }

        acknowledgedBytes += size;
        return true;
    }

    private bool MakeRoom(RefusedWrite write, string reason, string? mn, string peer, int size)
    {
        if (!room.Take(reason, size))
        {
            write.LacksRoom = true;
            return false;
        }

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

        if (!room.Take(row.Reason.Word(), row.Bytes.Length))
        {
            write.Refusal = QuarantineFullException.OfTheDisk();
            return;
        }

        write.Id = (long)insert!.With(write.AtMs, ParkedRow.Door, row.GatewayId, row.Mn, row.Reason.Word(), KeptText.Cut(row.Detail, RefusedMessage.MaxDetail), row.Bytes, row.Bytes.Length, name, false).ExecuteScalar()!;
        write.IsNew = true;
        parkedBytes += row.Bytes.Length;
    }

    // What is in was only evidence from here on: it no longer counts in the bounds that refuse, and may make room for others.
    private void Note(ReplayedWrite write)
    {
        var replay = write.Replay;
        using (var reader = one!.With(write.MessageId).ExecuteReader())
        {
            if (reader.Read() && KeptRow.Of(reader) is { IsBound: true } row && replay.IsIn)
            {
                write.LetGo = new LetGo(row.IsParked, row.Size);
                (parkedBytes, acknowledgedBytes) = row.IsParked ? (parkedBytes - row.Size, acknowledgedBytes) : (parkedBytes, acknowledgedBytes - row.Size);
                ledger.Keep(row.Id, row.Reason, row.Mn, row.Peer, row.Size, row.AtMs);
            }
        }

        replayed!.With(replay.At.ToUnixTimeMilliseconds(), KeptText.Cut(replay.By, RefusedMessage.MaxMn), replay.Outcome, KeptText.Cut(replay.Detail, RefusedMessage.MaxDetail), write.MessageId).ExecuteNonQuery();
    }

    private void Count(QuarantineWrite write)
    {
        switch (write)
        {
            case { Refusal: not null }:
                break;
            case RefusedWrite { LacksRoom: true } refused:
                tally.NotKept(refused.Message.Reason.Word());
                break;
            case RefusedWrite { Id: null } refused:
                tally.Suppressed(refused.Message.Reason.Word());
                break;
            case RefusedWrite refused:
                tally.Kept(refused.Message.Reason.Word(), refused.Size, isParked: false, refused.Message.IsAcknowledged);
                foreach (var gone in refused.Evicted)
                {
                    tally.Evicted(gone.Group.Reason, gone.Size);
                }

                break;
            case ParkWrite { IsNew: true } park:
                tally.Kept(park.Row.Reason.Word(), park.Row.Bytes.Length, isParked: true, isAcknowledged: false);
                break;
            case ReplayedWrite { LetGo: { } gone }:
                tally.LetGo(gone);
                break;
        }
    }

    private void Load()
    {
        ledger = new QuarantineLedger(options);
        (parkedBytes, acknowledgedBytes) = (0, 0);
        tally.Clear();
        room.LookAgain();
        using var reader = all!.ExecuteReader();
        while (reader.Read())
        {
            var row = KeptRow.Of(reader);
            tally.Kept(row.Reason, row.Size, row.IsParked && row.IsBound, row.IsAcknowledged && row.IsBound);
            if (!row.IsBound)
            {
                ledger.Keep(row.Id, row.Reason, row.Mn, row.Peer, row.Size, row.AtMs);
            }
            else if (row.IsParked)
            {
                parkedBytes += row.Size;
            }
            else
            {
                acknowledgedBytes += row.Size;
            }
        }

        bounds.Watch(parkedBytes, acknowledgedBytes, ledger, Logger);
    }
}

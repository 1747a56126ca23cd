using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.SplitUploads;

/// <summary>A change of the file; it ends after the commit.</summary>
internal abstract class PacketWrite() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Rows that it added or took away.</summary>
    public int Rows { get; set; }
}

internal sealed class AddPacket(StoredPacket packet) : PacketWrite
{
    public StoredPacket Packet => packet;
}

internal sealed class RemoveUpload(long upload) : PacketWrite
{
    public long Upload => upload;
}

internal sealed class RemovePacket(long id) : PacketWrite
{
    public long Id => id;
}

/// <summary>Stores packets and lets go of uploads. Runs on its own thread only.</summary>
internal sealed class PacketWriter(DataFile file, ILogger logger) : GroupCommitWriter<PacketWrite>(file, queueLength: 1024, logger)
{
    private SqliteCommand? insert;
    private SqliteCommand? delete;
    private SqliteCommand? deleteOne;
    private long waiting;

    /// <summary>Packets in the file.</summary>
    public long Waiting => Volatile.Read(ref waiting);

    protected override void Prepare(SqliteConnection connection)
    {
        insert = connection.Prepared("INSERT INTO packet (upload, at_ms, door, peer, bytes) VALUES ($upload, $at, $door, $peer, $bytes)", "$upload", "$at", "$door", "$peer", "$bytes");
        delete = connection.Prepared("DELETE FROM packet WHERE upload = $upload", "$upload");
        deleteOne = connection.Prepared("DELETE FROM packet WHERE id = $id", "$id");
        Volatile.Write(ref waiting, (long)connection.Scalar("SELECT count(*) FROM packet")!);
    }

    protected override void Apply(PacketWrite write)
    {
        switch (write)
        {
            case AddPacket { Packet: var packet }:
                write.Rows = insert!.With(packet.Upload, packet.AtMs, packet.Door, packet.Peer, packet.Bytes).ExecuteNonQuery();
                break;
            case RemoveUpload { Upload: var upload }:
                write.Rows = -delete!.With(upload).ExecuteNonQuery();
                break;
            case RemovePacket { Id: var id }:
                write.Rows = -deleteOne!.With(id).ExecuteNonQuery();
                break;
        }
    }

    protected override void Committed(IReadOnlyList<PacketWrite> writes)
    {
        Interlocked.Add(ref waiting, writes.Sum(write => write.Rows));
        foreach (var write in writes)
        {
            write.SetResult();
        }
    }

    protected override void Failed(IReadOnlyList<PacketWrite> writes, GatewayException reason)
    {
        foreach (var write in writes)
        {
            write.SetException(reason);
        }
    }
}

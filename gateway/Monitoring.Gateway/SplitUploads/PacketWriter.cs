using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.SplitUploads;

/// <summary>A change of the file; it ends after the commit.</summary>
internal abstract class PacketWrite() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

internal sealed class AddPacket(StoredPacket packet) : PacketWrite
{
    public StoredPacket Packet => packet;
}

internal sealed class RemoveUpload(long upload) : PacketWrite
{
    public long Upload => upload;
}

/// <summary>Stores packets and lets go of uploads. Runs on its own thread only.</summary>
internal sealed class PacketWriter(DataFile file, ILogger logger) : GroupCommitWriter<PacketWrite>(file, queueLength: 1024, logger)
{
    private SqliteCommand? insert;
    private SqliteCommand? delete;

    protected override void Prepare(SqliteConnection connection)
    {
        insert = connection.Prepared("INSERT INTO packet (upload, door, peer, bytes) VALUES ($upload, $door, $peer, $bytes)", "$upload", "$door", "$peer", "$bytes");
        delete = connection.Prepared("DELETE FROM packet WHERE upload = $upload", "$upload");
    }

    protected override void Apply(PacketWrite write)
    {
        switch (write)
        {
            case AddPacket { Packet: var packet }:
                insert!.With(packet.Upload, packet.Door, packet.Peer, packet.Bytes).ExecuteNonQuery();
                break;
            case RemoveUpload { Upload: var upload }:
                delete!.With(upload).ExecuteNonQuery();
                break;
        }
    }

    protected override void Committed(IReadOnlyList<PacketWrite> writes)
    {
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

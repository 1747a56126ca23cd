using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.SplitUploads;

/// <summary>
/// The packets that were acknowledged and wait for the rest of their upload, on the disk: a device that is answered packet by packet forgets
/// each one at once.
/// </summary>
public sealed class PacketStore : IAsyncDisposable
{
    private readonly DataFile file;
    private readonly PacketWriter writer;

    private PacketStore(DataFile file, ILogger logger)
    {
        this.file = file;
        writer = new PacketWriter(file, logger);
    }

    /// <summary>Packets that wait for others, those that are on their way into the spool included.</summary>
    public long Waiting => writer.Waiting;

    /// <summary>False after a failed commit until one succeeds: no packet is acknowledged meanwhile.</summary>
    public bool IsWriting => writer.IsWriting;

    public DataFileStatus File => file.StatusWith(writer.Pragmas);

    /// <summary>Opens the file, or begins one.</summary>
    /// <exception cref="GatewayException">The file is in use by another process, newer than this program, or cannot be opened.</exception>
    public static Task<PacketStore> Open(string path, TimeProvider clock, ILogger? logger = null) => Task.Run(() => OpenHere(path, clock, logger ?? NullLogger.Instance));

    /// <summary>Keeps a packet; durable when it completes.</summary>
    /// <exception cref="GatewayException">The disk refused.</exception>
    internal Task Add(StoredPacket packet) => Write(new AddPacket(packet));

    /// <summary>Lets go of an upload that lies in the spool.</summary>
    /// <exception cref="GatewayException">The disk refused: it will be joined again after a restart, and the store finds it equal.</exception>
    internal Task Remove(long upload) => Write(new RemoveUpload(upload));

    /// <summary>Lets go of one packet that lies elsewhere.</summary>
    /// <exception cref="GatewayException">The disk refused.</exception>
    internal Task RemovePacket(long id) => Write(new RemovePacket(id));

    /// <summary>What a run before this one left, in the order of arrival.</summary>
    internal List<StoredPacket> Left()
    {
        using var connection = file.OpenReader();
        using var command = connection.Prepared("SELECT id, upload, at_ms, door, peer, bytes FROM packet ORDER BY id");
        using var reader = command.ExecuteReader();
        var left = new List<StoredPacket>();
        while (reader.Read())
        {
            left.Add(new StoredPacket(reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3), reader.GetString(4), reader.GetFieldValue<byte[]>(5)) { Id = reader.GetInt64(0) });
        }

        return left;
    }

    public ValueTask DisposeAsync() => writer.DisposeAsync();

    private static PacketStore OpenHere(string path, TimeProvider clock, ILogger logger)
    {
        var opened = DataFile.Open(path, new DataFileKind(typeof(PacketStore)), clock, logger);
        try
        {
            var store = new PacketStore(opened, logger);
            store.writer.Start();
            return store;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private async Task Write(PacketWrite write)
    {
        await writer.Enqueue(write, CancellationToken.None);
        await write.Task;
    }
}

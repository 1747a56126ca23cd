using Monitoring.Gateway.Intake;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.SplitUploads;

/// <summary>What is to be done with a packet that has just come.</summary>
internal enum PacketPlace
{
    /// <summary>
    /// It is taken alone: there is no room to wait for others, or its place in the upload is taken. A packet is whole items, so nothing is lost.
    /// </summary>
    Alone,

    /// <summary>It waits for the others, and its commit is under way.</summary>
    Waits,

    /// <summary>It was the last: the upload goes into the spool.</summary>
    Completes,
}

/// <summary>The uploads whose packets are not all here: in memory, within bounds, each packet in the <see cref="PacketStore"/> as well.</summary>
/// <param name="store">Where the packets lie.</param>
/// <param name="options">The bounds.</param>
/// <param name="lastId">The greatest id in the file, of packets that nobody can read as well: an id that is given twice lets go of another's packets.</param>
internal sealed class OpenUploads(PacketStore store, IntakeOptions options, long lastId)
{
    /// <summary>Most packets of an upload that are waited for; PNUM has four digits, and no station needs more than a few.</summary>
    public const int MaxPackets = 64;

    private readonly Lock gate = new();
    private readonly HashSet<OpenUpload> all = [];
    // Of several with one key, which only a restart leaves, the one that further packets belong to.
    private readonly Dictionary<UploadKey, OpenUpload> current = [];
    private int packetCount;
    private long lastId = lastId;

    /// <summary>Finds the place of a packet and, unless it is taken alone, puts it there.</summary>
    /// <param name="key">Which upload it belongs to.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="at">When it came.</param>
    /// <param name="upload">The upload; closed when the packet completes it.</param>
    /// <param name="commit">Of a packet that waits: ends when it is durable.</param>
    public PacketPlace Add(UploadKey key, Packet packet, DateTimeOffset at, out OpenUpload? upload, out Task commit)
    {
        commit = Task.CompletedTask;
        lock (gate)
        {
            var isNew = !current.TryGetValue(key, out upload);
            if (packetCount >= options.MaxOpenPackets
                || upload is { IsClosing: true }
                || upload?.Has(packet.Number) == true
                || (upload?.Bytes ?? 0) + packet.Bytes.Length > Hj212SplitUpload.MaxSegment)
            {
                return PacketPlace.Alone;
            }

            if (isNew)
            {
                upload = Begin(key, ++lastId);
            }

            upload!.Add(packet);
            upload.LastAt = at;
            packetCount++;
            if (upload.IsComplete)
            {
                upload.IsClosing = true;
                return PacketPlace.Completes;
            }

            commit = store.Add(new StoredPacket(upload.Id, packet.At.ToUnixTimeMilliseconds(), packet.Door, packet.Peer, packet.Bytes));
            upload.Commits.Add(commit);
            return PacketPlace.Waits;
        }
    }

    /// <summary>Puts a packet of an earlier run back to its upload.</summary>
    public void Restore(UploadKey key, Packet packet, long id, DateTimeOffset at)
    {
        lock (gate)
        {
            if (!current.TryGetValue(key, out var upload) || upload.Id != id)
            {
                upload = all.FirstOrDefault(u => u.Id == id && u.Key == key) ?? Begin(key, id);
                upload.LastAt = at;
            }

            if (!upload.Has(packet.Number))
            {
                upload.Add(packet);
                packetCount++;
            }
        }
    }

    /// <summary>Closes the uploads that nobody completed in time, so that they can be taken as they are.</summary>
    public IReadOnlyList<OpenUpload> CloseOverdue(DateTimeOffset now)
    {
        lock (gate)
        {
            // A clock that was set back must not make them wait until it has caught up.
            List<OpenUpload> overdue = [.. all.Where(u => !u.IsClosing && (now - u.LastAt).Duration() >= options.PacketTimeout)];
            overdue.ForEach(u => u.IsClosing = true);
            return overdue;
        }
    }

    /// <summary>A closed upload lies in the spool.</summary>
    public void Done(OpenUpload upload)
    {
        lock (gate)
        {
            Forget(upload);
            packetCount -= upload.Count;
        }
    }

    /// <summary>A closed upload could not be kept now: it waits on.</summary>
    public void Reopen(OpenUpload upload)
    {
        lock (gate)
        {
            upload.IsClosing = false;
        }
    }

    /// <summary>A packet could not be kept, and its device was told nothing. One that is on its way into the spool with its upload stays.</summary>
    public void Withdraw(OpenUpload upload, Packet packet)
    {
        lock (gate)
        {
            if (upload.IsClosing)
            {
                return;
            }

            upload.Remove(packet);
            packetCount--;
            if (upload.Count == 0)
            {
                Forget(upload);
            }
        }
    }

    private OpenUpload Begin(UploadKey key, long id)
    {
        var upload = new OpenUpload(id, key);
        all.Add(upload);
        current[key] = upload;
        return upload;
    }

    private void Forget(OpenUpload upload)
    {
        all.Remove(upload);
        if (current.TryGetValue(upload.Key, out var known) && known == upload)
        {
            current.Remove(upload.Key);
        }
    }
}

namespace Monitoring.Gateway.SplitUploads;

/// <summary>An upload of which some packets are here. Not safe for two threads: <see cref="OpenUploads"/> guards it.</summary>
internal sealed class OpenUpload(long id, UploadKey key)
{
    private readonly SortedDictionary<int, Packet> packets = [];

    public long Id => id;

    public UploadKey Key => key;

    /// <summary>When the last new packet came: the patience for the next one counts from here.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>When the first of its packets came: the origin of a message that names none, the same after each restart.</summary>
    public DateTimeOffset FirstAt => packets.Values.Min(p => p.At);

    /// <summary>The latest clock at which a packet came: what was possible then is so for the whole.</summary>
    public DateTimeOffset LatestAt => packets.Values.Max(p => p.At);

    /// <summary>True while it is on its way into the spool: its packets do not change then.</summary>
    public bool IsClosing { get; set; }

    /// <summary>The commits of its packets that are or were under way; the file lets go of the upload after them.</summary>
    public List<Task> Commits { get; } = [];

    public int Bytes { get; private set; }

    public int Count => packets.Count;

    public bool IsComplete => packets.Count == key.Count;

    /// <summary>In the order of PNO.</summary>
    public IReadOnlyList<Packet> Packets => [.. packets.Values];

    public IReadOnlyList<int> Missing => [.. Enumerable.Range(1, key.Count).Except(packets.Keys)];

    public bool Has(int number) => packets.ContainsKey(number);

    public void Add(Packet packet)
    {
        packets.Add(packet.Number, packet);
        Bytes += packet.Bytes.Length;
    }

    public void Remove(Packet packet)
    {
        packets.Remove(packet.Number);
        Bytes -= packet.Bytes.Length;
    }
}

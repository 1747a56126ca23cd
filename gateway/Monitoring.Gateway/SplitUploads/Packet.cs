namespace Monitoring.Gateway.SplitUploads;

/// <summary>What the packets of one upload have in common (each has a QN of its own).</summary>
/// <param name="Mn">The device.</param>
/// <param name="Command">CN.</param>
/// <param name="DataTime">DataTime; null when the packets have none.</param>
/// <param name="Count">PNUM.</param>
internal readonly record struct UploadKey(string Mn, int Command, DateTimeOffset? DataTime, int Count);

/// <summary>One packet as it came.</summary>
/// <param name="Number">PNO, from 1.</param>
/// <param name="At">When it came.</param>
/// <param name="Door">Where it came in.</param>
/// <param name="Peer">Who sent it.</param>
/// <param name="Bytes">Its frame.</param>
internal sealed record Packet(int Number, DateTimeOffset At, string Door, string Peer, byte[] Bytes);

/// <summary>A packet in the file.</summary>
/// <param name="Upload">Which of the open uploads it belongs to.</param>
/// <param name="AtMs">When it came; 0 when it was stored before that was kept.</param>
/// <param name="Door">Where it came in.</param>
/// <param name="Peer">Who sent it.</param>
/// <param name="Bytes">Its frame.</param>
internal sealed record StoredPacket(long Upload, long AtMs, string Door, string Peer, byte[] Bytes)
{
    /// <summary>Its row; 0 before it has one.</summary>
    public long Id { get; init; }
}

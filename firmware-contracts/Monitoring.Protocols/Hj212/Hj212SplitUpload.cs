using System.Buffers;
using System.Globalization;
using System.Text;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// The packets of one upload as one frame again (2017, 6.3.2: PNUM, PNO). Each packet carries whole items and a QN of its own and repeats
/// DataTime, so what they have in common is MN, CN, DataTime and PNUM.
/// </summary>
public static class Hj212SplitUpload
{
    /// <summary>Longest joined segment; places in a segment are counted in sixteen bits.</summary>
    public const int MaxSegment = 48 * 1024;

    private static readonly Hj212Field[] Head = [Hj212Field.Qn, Hj212Field.St, Hj212Field.Cn, Hj212Field.Pw, Hj212Field.Mn, Hj212Field.Flag, Hj212Field.Rf];

    /// <summary>
    /// The frame that the station would have sent in one piece: the items of all packets in their order, the head of the one with the latest
    /// QN, no packet numbers. Packets may be missing. Its raw bytes are those of all packets.
    /// </summary>
    /// <param name="packets">At least one, in the order of PNO.</param>
    /// <param name="whole">The joined frame; a copy that needs no line's buffer.</param>
    /// <returns>False when it would be longer than <see cref="MaxSegment"/>.</returns>
    public static bool TryJoin(IReadOnlyList<Hj212Frame> packets, out Hj212Frame whole)
    {
        whole = default;
        var segment = new ArrayBufferWriter<byte>(1024);
        var latest = packets[0];
        foreach (var packet in packets)
        {
            latest = packet.Qn.SequenceCompareTo(latest.Qn) > 0 ? packet : latest;
        }

        foreach (var field in Head.Where(f => latest.Has(f)))
        {
            segment.Write(Encoding.ASCII.GetBytes(Hj212Address.NameOf(field) + "="));
            segment.Write(latest[field]);
            segment.Write(";"u8);
        }

        segment.Write("CP=&&"u8);
        var isFirst = true;
        foreach (var packet in packets)
        {
            var items = isFirst ? packet.Cp : WithoutDataTime(packet.Cp);
            segment.Write(isFirst || items.IsEmpty ? default : ";"u8);
            segment.Write(items);
            isFirst &= items.IsEmpty;
        }

        segment.Write("&&"u8);
        var length = segment.WrittenCount;
        if (length > MaxSegment || Hj212Address.Read(segment.WrittenSpan, out var address) is not null)
        {
            return false;
        }

        var check = Hj212Crc.Compute(segment.WrittenSpan);
        segment.Write(Encoding.ASCII.GetBytes(check.ToString("X4", CultureInfo.InvariantCulture)));
        byte[] raw = [.. packets.SelectMany(p => p.Raw.ToArray())];
        var cut = new Hj212Cut { Status = OperationStatus.Done, SegmentLength = length, ExpectedCrc = check, Deviations = packets.Aggregate(Hj212Deviations.None, (all, p) => all | p.Framing) };
        whole = new Hj212Frame(segment.WrittenMemory, new ReadOnlySequence<byte>(raw), cut, address);
        return true;
    }

    private static ReadOnlySpan<byte> WithoutDataTime(ReadOnlySpan<byte> cp)
    {
        if (!cp.StartsWith("DataTime="u8))
        {
            return cp;
        }

        var end = cp.IndexOfAny((byte)';', (byte)',');
        return end < 0 ? default : cp[(end + 1)..];
    }
}

using System.Numerics;
using System.Text;

namespace Monitoring.Contracts;

/// <summary>
/// Writes the fields of a protobuf message one after the other. What has a length (texts, inner messages) is written behind the one byte that
/// nearly every length takes, and moved on where it takes more; a field that says nothing is left out.
/// </summary>
internal sealed class WireFields
{
    private const int UsualSize = 4 * 1024;
    private const int LargestKept = 64 * 1024;
    private const int LongestVarint = 10;
    private const int MostBytesOfChar = 3;
    private const int BitsOfVarintByte = 7;

    private byte[] bytes = new byte[UsualSize];
    private int at;

    public void Number(int field, long value)
    {
        if (value != 0)
        {
            Demand(2 * LongestVarint);
            Varint((ulong)field << 3);
            Varint((ulong)value);
        }
    }

    public void Text(int field, string text)
    {
        if (text.Length > 0)
        {
            var start = Begin(field);
            Demand(text.Length * MostBytesOfChar);
            at += Encoding.UTF8.GetBytes(text, bytes.AsSpan(at));
            End(start);
        }
    }

    /// <summary>Begins an inner message; what it gives is for <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        Demand(LongestVarint + 1);
        Varint(((ulong)field << 3) | 2);
        return ++at;
    }

    public void End(int start)
    {
        var length = at - start;
        var more = BitOperations.Log2((uint)length) / BitsOfVarintByte;
        if (more > 0)
        {
            Demand(more);
            bytes.AsSpan(start, length).CopyTo(bytes.AsSpan(start + more));
        }

        at = start - 1;
        Varint((ulong)length);
        at += length;
    }

    public byte[] ToArray() => bytes[..at];

    /// <summary>The next message begins, whatever became of the one before.</summary>
    public void Clear()
    {
        at = 0;
        bytes = bytes.Length > LargestKept ? new byte[UsualSize] : bytes;
    }

    private void Demand(int room)
    {
        if (bytes.Length - at < room)
        {
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, at + room));
        }
    }

    private void Varint(ulong value)
    {
        for (; value > 0x7F; value >>= BitsOfVarintByte)
        {
            bytes[at++] = (byte)(value | 0x80);
        }

        bytes[at++] = (byte)value;
    }
}

using System.Buffers;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// The encrypted data area of the 2025 edition: <c>CP=&amp;&amp;{0xE4,0x3E,..}rest&amp;&amp;</c>. Whole blocks of the text are encrypted and
/// written as numbers, the last 0 to 15 bytes stay plain. Length and check are those of the plain segment, so only the closing
/// <c>&amp;&amp;</c> and four hexadecimal digits show the end.
/// </summary>
internal readonly ref struct Hj212SealedArea
{
    private const int BytesPerNumber = 5;
    private const byte LastControl = 0x1F;

    // The fields before CP; what has none is not searched to its end for one.
    private const int LongestHead = 512;

    private static readonly SearchValues<byte> Numbers = SearchValues.Create("0123456789ABCDEFabcdefxX,"u8);

    private readonly int first;
    private readonly int last;

    private Hj212SealedArea(ReadOnlySpan<byte> segment, int open, int close)
    {
        Sent = segment;
        first = open;
        last = close;
    }

    /// <summary>The segment as it came, with the closing <c>&amp;&amp;</c>.</summary>
    public ReadOnlySpan<byte> Sent { get; }

    /// <summary>Finds where the sealed area of a segment ends.</summary>
    /// <param name="bytes">The bytes from the beginning of the segment on.</param>
    /// <param name="declared">Where its length says that it ends. A frame that ends, or another that begins, before the area opens was judged without it.</param>
    /// <param name="effort">Counts what is looked at.</param>
    /// <param name="area">The area of <c>Done</c>.</param>
    /// <returns><c>InvalidData</c> when these bytes hold no sealed area, whatever else they are.</returns>
    public static OperationStatus Find(ReadOnlySpan<byte> bytes, int declared, Hj212Effort? effort, out Hj212SealedArea area)
    {
        area = default;
        var open = bytes[..Math.Min(bytes.Length, LongestHead)].IndexOf("CP=&&"u8, effort) + "CP=&&".Length;
        if (open < "CP=&&".Length || !IsOpening(bytes[open..]) || open >= declared || bytes[..open].IndexOf("\n"u8, effort) >= 0 || bytes[..open].IndexOf("##"u8, effort) >= 0)
        {
            return OperationStatus.InvalidData;
        }

        var numbers = bytes[(open + 1)..].IndexOfAnyExcept(Numbers);
        effort?.Add(numbers < 0 ? bytes.Length : numbers);
        if (numbers < 0)
        {
            return OperationStatus.NeedMoreData;
        }

        var close = open + 1 + numbers;
        return bytes[close] == '}' ? FindEnd(bytes, open, close, out area) : OperationStatus.InvalidData;
    }

    /// <summary>The segment as it was before it was sealed, with room for its check behind it; null when this is no sealed text, or was sealed with another key.</summary>
    public byte[]? Open(Hj212DataKey key)
    {
        var numbers = Sent[(first + 1)..last];
        var count = (numbers.Length + 1) / BytesPerNumber;
        if (count == 0 || count % Hj212DataKey.BlockLength != 0 || (count * BytesPerNumber) - 1 != numbers.Length)
        {
            return null;
        }

        var tail = Sent[(last + 1)..];
        var plain = new byte[first + count + tail.Length + Hj212Digits.CrcLength];
        Sent[..first].CopyTo(plain);
        var blocks = plain.AsSpan(first, count);
        for (var i = 0; i < count; i++)
        {
            var number = numbers[(i * BytesPerNumber)..];
            if (number[0] != '0' || (number[1] | 0x20) != 'x' || !Hj212Digits.TryReadByte(number[2..], out blocks[i]) || (number.Length >= BytesPerNumber && number[4] != ','))
            {
                return null;
            }
        }

        key.Decrypt(blocks);
        tail.CopyTo(plain.AsSpan(first + count));
        return blocks.IndexOfAnyInRange((byte)0, LastControl) < 0 ? plain : null;
    }

    private static bool IsOpening(ReadOnlySpan<byte> content) => content is [(byte)'{', (byte)'0', (byte)'x' or (byte)'X', ..];

    private static OperationStatus FindEnd(ReadOnlySpan<byte> bytes, int open, int close, out Hj212SealedArea area)
    {
        // Less than a block is left over in plain text.
        var lastEnd = close + Hj212DataKey.BlockLength;
        for (var at = close + 1; at <= lastEnd && at + 2 + Hj212Digits.CrcLength <= bytes.Length; at++)
        {
            if (bytes[at] == '&' && bytes[at + 1] == '&' && Hj212Digits.IsHex(bytes, at + 2))
            {
                area = new Hj212SealedArea(bytes[..(at + 2)], open, close);
                return OperationStatus.Done;
            }
        }

        area = default;
        return bytes.Length < lastEnd + 2 + Hj212Digits.CrcLength ? OperationStatus.NeedMoreData : OperationStatus.InvalidData;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// Where <c>;</c>, <c>,</c> and <c>=</c> stand in CP. Sixty-four bytes are looked at together and remembered as bits: names and values are
/// too short for a search of their own.
/// </summary>
internal ref struct Hj212Delimiters(ReadOnlySpan<byte> text)
{
    private const int BlockLength = 64;

    private readonly ReadOnlySpan<byte> text = text;
    private int block = -BlockLength;
    private ulong found;

    /// <summary>The first delimiter at or after a place; the length of the text when there is none.</summary>
    public int Next(int from)
    {
        while (from < text.Length)
        {
            var offset = from - block;
            if ((uint)offset >= BlockLength)
            {
                (block, offset) = (from, 0);
                found = Look(text[from..]);
            }

            var rest = found >> offset;
            if (rest != 0)
            {
                return from + BitOperations.TrailingZeroCount(rest);
            }

            from = block + BlockLength;
        }

        return text.Length;
    }

    private static ulong Look(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= BlockLength)
        {
            ref var first = ref MemoryMarshal.GetReference(bytes);
            return Half(Vector256.LoadUnsafe(ref first)) | ((ulong)Half(Vector256.LoadUnsafe(ref first, (nuint)Vector256<byte>.Count)) << Vector256<byte>.Count);
        }

        Span<byte> padded = stackalloc byte[BlockLength];
        bytes.CopyTo(padded);
        return Look(padded);
    }

    private static uint Half(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)';')) | Vector256.Equals(bytes, Vector256.Create((byte)',')) | Vector256.Equals(bytes, Vector256.Create((byte)'=')))
        .ExtractMostSignificantBits();
}

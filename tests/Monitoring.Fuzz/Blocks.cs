using System.Buffers;

namespace Monitoring.Fuzz;

/// <summary>Bytes as a pipe gives them when they cross the end of a block.</summary>
internal static class Blocks
{
    public static ReadOnlySequence<byte> Of(byte[] bytes, int end)
    {
        if (end <= 0 || end >= bytes.Length)
        {
            return new ReadOnlySequence<byte>(bytes);
        }

        var first = new Block(bytes.AsMemory(0, end), 0);
        var last = new Block(bytes.AsMemory(end), end);
        first.Follow(last);
        return new ReadOnlySequence<byte>(first, 0, last, bytes.Length - end);
    }

    private sealed class Block : ReadOnlySequenceSegment<byte>
    {
        public Block(ReadOnlyMemory<byte> memory, long start)
        {
            Memory = memory;
            RunningIndex = start;
        }

        public void Follow(Block next) => Next = next;
    }
}

using System.Buffers;
using System.Text;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Fuzz.Targets.Hj212;

/// <summary>One frame or refusal.</summary>
/// <param name="Fault">Why it was refused; null for a frame.</param>
/// <param name="Deviations">Of a frame.</param>
/// <param name="Text">The segment, or the two checks of a refusal.</param>
internal sealed record SeenFrame(string? Fault, Hj212Deviations Deviations, string Text);

/// <summary>
/// What a line sees of some bytes: segments of frames and refusals. Noise that comes in pieces is one refusal, and how a tail is
/// judged may depend on what has arrived; neither is part of what must agree.
/// </summary>
internal static class FrameStream
{
    private static readonly SeenFrame Noise = new("noise", Hj212Deviations.None, "");

    /// <summary>The bytes arrive in pieces that end at the given places; only the unread rest is kept between them.</summary>
    public static List<SeenFrame> InPieces(byte[] bytes, params int[] ends)
    {
        var seen = new List<SeenFrame>();
        var consumed = 0;
        foreach (var end in ends.Where(e => e > 0 && e < bytes.Length).Order().Append(bytes.Length))
        {
            var buffer = new ReadOnlySequence<byte>(bytes, consumed, end - consumed);
            Read(ref buffer, isFinal: end == bytes.Length, seen);
            if (buffer.Length > Hj212ReadOptions.DefaultMaxSegment + 64)
            {
                throw new FuzzFinding($"{buffer.Length} bytes wait for their end");
            }

            consumed = end - (int)buffer.Length;
        }

        return seen;
    }

    /// <summary>All bytes are there, in two blocks.</summary>
    public static List<SeenFrame> InBlocks(byte[] bytes, int end)
    {
        var seen = new List<SeenFrame>();
        var buffer = Blocks.Of(bytes, end);
        Read(ref buffer, isFinal: true, seen);
        return seen;
    }

    private static void Read(ref ReadOnlySequence<byte> buffer, bool isFinal, List<SeenFrame> seen)
    {
        while (true)
        {
            var before = buffer.Length;
            var status = Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, isFinal, out var frame, out var fault);
            if (status == OperationStatus.NeedMoreData)
            {
                return;
            }

            if (buffer.Length >= before)
            {
                throw new FuzzFinding("a result consumed nothing");
            }

            if (status == OperationStatus.Done)
            {
                seen.Add(new SeenFrame(null, frame.Deviations & ~Hj212Deviations.Tail, Encoding.Latin1.GetString(frame.Segment)));
            }
            else if (fault.Reason != Hj212FaultReason.Noise)
            {
                seen.Add(new SeenFrame(fault.ReasonName, Hj212Deviations.None, $"{fault.ExpectedCrc:X4} {fault.ActualCrc}"));
            }
            else if (seen.Count == 0 || seen[^1] != Noise)
            {
                seen.Add(Noise);
            }
        }
    }
}

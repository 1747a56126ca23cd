using System.Buffers;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// Frames out of a stream of bytes (2017, 6.3.1):
/// <code>
/// offset  size    field
/// 0       2       head ##
/// 2       4       length of the data segment in bytes, decimal, zero padded
/// 6       0..1024 data segment QN=..;ST=..;CN=..;PW=..;MN=..;Flag=..;PNUM=..;PNO=..;CP=&amp;&amp;..&amp;&amp;
/// 6 + n   4       check of the segment (appendix A), hexadecimal, high byte first
/// 10 + n  2       tail CR LF
/// </code>
/// <c>##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&amp;&amp;RtdInterval=30&amp;&amp;1C80</c> CR LF
/// </summary>
public static class Hj212Reader
{
    private const int SlackAroundSegment = 64;

    /// <inheritdoc cref="Read(ref ReadOnlySequence{byte}, Hj212ReadOptions, bool, out Hj212Frame, out Hj212Fault)" />
    public static OperationStatus Read(ref ReadOnlySequence<byte> buffer, Hj212ReadOptions options, out Hj212Frame frame, out Hj212Fault fault) =>
        Read(ref buffer, options, isFinal: false, out frame, out fault);

    /// <summary>
    /// The next frame. The buffer is always sliced to what is still unread: past the frame on <c>Done</c>, to the next place a
    /// frame could start on <c>InvalidData</c>, past blank bytes on <c>NeedMoreData</c>. An empty buffer after <c>NeedMoreData</c>
    /// is a clean boundary; at most the largest segment stays in it otherwise.
    /// </summary>
    /// <param name="buffer">Unread bytes.</param>
    /// <param name="options">The line's tolerance.</param>
    /// <param name="isFinal">True when nothing follows (end of input, or a line's silence timeout): what waits for its end is judged now.</param>
    /// <param name="frame">The frame of <c>Done</c>.</param>
    /// <param name="fault">The reason of <c>InvalidData</c>.</param>
    public static OperationStatus Read(
        ref ReadOnlySequence<byte> buffer, Hj212ReadOptions options, bool isFinal, out Hj212Frame frame, out Hj212Fault fault)
    {
        frame = default;
        fault = default;
        var cut = Hj212Cut.Of(buffer.FirstSpan, options, isFinal && buffer.IsSingleSegment);
        if (buffer.IsSingleSegment || cut.Status != OperationStatus.NeedMoreData)
        {
            return Take(ref buffer, buffer.First, cut, ref frame, ref fault);
        }

        // The frame lies across two blocks of the pipe, which is rare: it gets a block of its own. Blank bytes may fill that block
        // before the frame is whole in it; then the block moves on.
        while (true)
        {
            buffer = buffer.Slice(cut.Consumed);
            var whole = buffer.Slice(0, Math.Min(buffer.Length, options.MaxSegment + SlackAroundSegment));
            ReadOnlyMemory<byte> copy = whole.ToArray();
            options.Effort?.Add(copy.Length);
            cut = Hj212Cut.Of(copy.Span, options, isFinal && whole.Length == buffer.Length);
            if (cut.Status != OperationStatus.NeedMoreData || cut.Consumed == 0 || whole.Length == buffer.Length)
            {
                return Take(ref buffer, copy, cut, ref frame, ref fault);
            }
        }
    }

    private static OperationStatus Take(
        ref ReadOnlySequence<byte> buffer, ReadOnlyMemory<byte> bytes, in Hj212Cut cut, ref Hj212Frame frame, ref Hj212Fault fault)
    {
        var raw = buffer.Slice(0, cut.Consumed);
        buffer = buffer.Slice(cut.Consumed);
        switch (cut.Status)
        {
            case OperationStatus.Done:
                var memory = cut.Plain ?? bytes.Slice(cut.SegmentStart, cut.SegmentLength + cut.ActualCrcLength);
                var badField = Hj212Address.Read(memory.Span[..cut.SegmentLength], out var address);
                if (badField is null)
                {
                    frame = new Hj212Frame(memory, raw, cut, address);
                    return OperationStatus.Done;
                }

                fault = new Hj212Fault(Hj212FaultReason.BadField, raw, cut.ExpectedCrc, ActualCrc(bytes, cut), badField, isRepeated: address.IsRepeated);
                return OperationStatus.InvalidData;

            case OperationStatus.InvalidData:
                fault = new Hj212Fault(cut.Reason, raw, cut.ExpectedCrc, ActualCrc(bytes, cut), fittingDialect: cut.FittingDialect);
                return OperationStatus.InvalidData;

            default:
                return OperationStatus.NeedMoreData;
        }
    }

    private static string? ActualCrc(ReadOnlyMemory<byte> bytes, in Hj212Cut cut) =>
        cut.ExpectedCrc is null ? null : Hj212Text.Decode(bytes.Span.Slice(cut.ActualCrcStart, cut.ActualCrcLength));
}

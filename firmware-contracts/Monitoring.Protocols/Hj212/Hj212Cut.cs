using System.Buffers;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// Finds where the first frame of a run of bytes begins and ends. Works on contiguous bytes, keeps nothing, and decides
/// by position only: what it says of a prefix it would also say of the whole, so that any split gives the same frames.
/// </summary>
internal readonly struct Hj212Cut
{
    public OperationStatus Status { get; init; }

    /// <summary>Bytes that are done with, whatever the status.</summary>
    public int Consumed { get; init; }

    public Hj212FaultReason Reason { get; init; }

    /// <summary>The segment and the device's check, where they do not stand in the bytes as such (<see cref="Hj212SealedArea"/>).</summary>
    public byte[]? Plain { get; init; }

    public int SegmentStart { get; init; }

    public int SegmentLength { get; init; }

    public ushort? ExpectedCrc { get; init; }

    public int ActualCrcStart { get; init; }

    public int ActualCrcLength { get; init; }

    /// <summary>Of a check that does not fit: the dialect that it would fit.</summary>
    public Hj212CrcDialects FittingDialect { get; init; }

    public Hj212Deviations Deviations { get; init; }

    public Hj212Remarks Remarks { get; init; }

    internal static readonly SearchValues<byte> Separators = SearchValues.Create("\r\n \0"u8);

    public static Hj212Cut Of(ReadOnlySpan<byte> bytes, Hj212ReadOptions options, bool isFinal)
    {
        var head = bytes.IndexOf("##"u8, options.Effort);
        if (head < 0)
        {
            return OfNoise(bytes, bytes.Length - (!isFinal && bytes is [.., (byte)'#'] ? 1 : 0));
        }

        // Of a longer run of # the last two are the head.
        while (head + 2 < bytes.Length && bytes[head + 2] == '#')
        {
            head++;
        }

        options.Effort?.Add(head);
        if (bytes[..head].IndexOfAnyExcept(Separators) >= 0)
        {
            return OfNoise(bytes, head);
        }

        return new Hj212FrameSearch(bytes, head, options, isFinal).Run();
    }

    private static Hj212Cut OfNoise(ReadOnlySpan<byte> bytes, int length) =>
        bytes[..length].IndexOfAnyExcept(Separators) < 0
            ? new Hj212Cut { Status = OperationStatus.NeedMoreData, Consumed = length }
            : new Hj212Cut { Status = OperationStatus.InvalidData, Reason = Hj212FaultReason.Noise, Consumed = length };
}

namespace Monitoring.Gateway.Spool;

/// <summary>What the spool's writer is asked for. Its result is set after the commit.</summary>
internal abstract class SpoolWrite() : TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);

/// <summary>A message to store; the result is its sequence.</summary>
internal sealed class AppendWrite(long enqueuedMs, string station, byte[] bytes) : SpoolWrite
{
    public long EnqueuedMs => enqueuedMs;

    public string Station => station;

    public byte[] Bytes => bytes;

    public long Size => bytes.Length + TelemetrySpool.RowOverheadBytes;

    public long Sequence { get; set; }
}

/// <summary>Rows that a receipt settled, under the numbers that they were sent with; the result is how many were still there.</summary>
internal sealed class ReleaseWrite(IReadOnlyList<Contracts.SequenceRange> ranges, SpoolNumbers under) : SpoolWrite
{
    public IReadOnlyList<Contracts.SequenceRange> Ranges => ranges;

    public SpoolNumbers Under => under;

    public long Rows { get; set; }

    public long Size { get; set; }
}

using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Quarantine;

/// <summary>What lies in the quarantine and what did not get in: changed after each commit, read by anybody.</summary>
internal sealed class QuarantineTally
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> perReason = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> suppressed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> notKept = new(StringComparer.Ordinal);
    private long bytes;
    private long parkedRows;
    private long parkedBytes;
    private long acknowledgedBytes;
    private long evicted;

    public void Clear()
    {
        lock (gate)
        {
            perReason.Clear();
            (bytes, parkedRows, parkedBytes, acknowledgedBytes) = (0, 0, 0, 0);
        }
    }

    public void Kept(string reason, long size, bool isParked, bool isAcknowledged)
    {
        lock (gate)
        {
            perReason[reason] = perReason.GetValueOrDefault(reason) + 1;
            bytes += size;
            parkedRows += isParked ? 1 : 0;
            parkedBytes += isParked ? size : 0;
            acknowledgedBytes += isAcknowledged ? size : 0;
        }
    }

    public void LetGo(LetGo gone)
    {
        lock (gate)
        {
            parkedRows -= gone.IsParked ? 1 : 0;
            parkedBytes -= gone.IsParked ? gone.Size : 0;
            acknowledgedBytes -= gone.IsParked ? 0 : gone.Size;
        }
    }

    public void Suppressed(string reason)
    {
        lock (gate)
        {
            suppressed[reason] = suppressed.GetValueOrDefault(reason) + 1;
        }
    }

    public void NotKept(string reason)
    {
        lock (gate)
        {
            notKept[reason] = notKept.GetValueOrDefault(reason) + 1;
        }
    }

    public void Evicted(string reason, long size)
    {
        lock (gate)
        {
            perReason[reason]--;
            bytes -= size;
            evicted++;
        }
    }

    public QuarantineStatus ToStatus(QuarantineOptions options, bool isShortOfDisk, bool isWriting, DataFileStatus file)
    {
        lock (gate)
        {
            return new QuarantineStatus(
                perReason.Values.Sum(),
                bytes,
                parkedRows,
                parkedBytes,
                options.MaxParkedBytes,
                acknowledgedBytes,
                options.MaxAcknowledgedBytes,
                perReason.Where(reason => reason.Value > 0).ToDictionary(),
                new Dictionary<string, long>(suppressed, StringComparer.Ordinal),
                new Dictionary<string, long>(notKept, StringComparer.Ordinal),
                evicted,
                isShortOfDisk,
                isWriting,
                file);
        }
    }
}

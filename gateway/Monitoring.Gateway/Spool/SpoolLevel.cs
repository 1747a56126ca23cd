using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.Spool;

/// <summary>How full the spool is: counted as rows come and go, reserved before a row is queued, so that the bound holds under any load.</summary>
internal sealed class SpoolLevel(long maxBytes, ILogger logger)
{
    private readonly Lock gate = new();
    private long rows;
    private long bytes;
    private long reserved;
    private long lastSequence;
    private long refused;
    private bool isFull;
    private bool isNearlyFull;
    private TaskCompletionSource? more;
    private volatile SpoolNumbers numbers = new("", 1);

    /// <summary>Whose the numbers are.</summary>
    public SpoolNumbers Numbers => numbers;

    public long LastSequence => Volatile.Read(ref lastSequence);

    /// <summary>True from a message that found no room until one finds room or rows go: the bound itself is hardly ever met to the byte.</summary>
    public bool IsFull
    {
        get
        {
            lock (gate)
            {
                return isFull;
            }
        }
    }

    public (long Rows, long Bytes, long LastSequence, long Refused) Read()
    {
        lock (gate)
        {
            return (rows, bytes, lastSequence, refused);
        }
    }

    /// <summary>Takes over what the file itself says.</summary>
    public void Set(SpoolNumbers numbers, long rows, long payload, long last)
    {
        lock (gate)
        {
            this.numbers = numbers;
            this.rows = rows;
            bytes = payload + (rows * TelemetrySpool.RowOverheadBytes);
            Volatile.Write(ref lastSequence, last);
            Report();
        }
    }

    /// <returns>Why there is no room for it; null when there is, and now is its own.</returns>
    public SpoolFullException? Reserve(long size)
    {
        lock (gate)
        {
            if (bytes + reserved + size > maxBytes)
            {
                refused++;
                var full = new SpoolFullException(bytes + reserved, maxBytes);
                if (!isFull)
                {
                    isFull = true;
                    logger.LogError("Messages are refused: {Reason}", full.Message);
                }

                return full;
            }

            isFull = false;
            reserved += size;
            return null;
        }
    }

    public void GiveBack(long size)
    {
        lock (gate)
        {
            reserved -= size;
        }
    }

    public void Committed(IReadOnlyList<SpoolWrite> writes)
    {
        TaskCompletionSource? waiting = null;
        lock (gate)
        {
            foreach (var write in writes)
            {
                if (write is AppendWrite append)
                {
                    rows++;
                    bytes += append.Size;
                    reserved -= append.Size;
                    Volatile.Write(ref lastSequence, append.Sequence);
                    (waiting, more) = (waiting ?? more, null);
                }
                else if (write is ReleaseWrite release)
                {
                    rows -= release.Rows;
                    bytes -= release.Size;
                    isFull &= release.Rows == 0;
                }
            }

            Report();
        }

        waiting?.SetResult();
    }

    public void Failed(IReadOnlyList<SpoolWrite> writes) => GiveBack(writes.OfType<AppendWrite>().Sum(append => append.Size));

    /// <summary>Completes once a row with a greater number than <paramref name="after"/> is committed.</summary>
    public Task WaitForMore(long after, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (lastSequence > after)
            {
                return Task.CompletedTask;
            }

            more ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return more.Task.WaitAsync(cancellationToken);
        }
    }

    private void Report()
    {
        if (bytes >= maxBytes * SpoolStatus.NearlyFullShare == isNearlyFull)
        {
            return;
        }

        isNearlyFull = !isNearlyFull;
        if (isNearlyFull)
        {
            logger.LogWarning("The spool holds {Bytes} of {MaxBytes} bytes in {Rows} messages; at the bound new messages are refused. Is the backend reachable?", bytes, maxBytes, rows);
        }
        else
        {
            logger.LogInformation("The spool is down to {Bytes} of {MaxBytes} bytes", bytes, maxBytes);
        }
    }
}

using Monitoring.Contracts;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Uplink;

/// <summary>Rows that one pump has in its hands until the backend has answered for them.</summary>
/// <param name="Rows">Ascending.</param>
/// <param name="Lane">How urgent they are.</param>
internal sealed record UplinkRows(IReadOnlyList<SpoolRow> Rows, IngestLane Lane);

/// <summary>
/// Which rows are sent next, to several pumps at once. Oldest first; behind a long backlog the newest rows go beside it, so that alerts
/// never wait for the back-fill. Both lanes read what is still in the spool and in nobody's hands: nothing falls between them, and nothing
/// is sent twice while its answer is awaited.
/// </summary>
internal sealed class UplinkLanes(TelemetrySpool spool, UplinkOptions options)
{
    private readonly Lock gate = new();
    private readonly List<UplinkRows> inHands = [];
    private long oldestThrough;
    private long newestThrough;
    private int maxRows = options.MaxBatchRows;

    /// <summary>True while the newest rows have a lane of their own.</summary>
    public bool IsBacklogLong => spool.PendingRows > options.LiveLaneFrom;

    /// <summary>The oldest rows that nobody has; null when all were handed out since the last <see cref="StartOver"/>.</summary>
    public UplinkRows? Oldest()
    {
        lock (gate)
        {
            // Rows that another pump has lie behind all others or at the front; between them there is something for us.
            for (var after = oldestThrough; spool.Read(after, maxRows, options.MaxBatchBytes) is { Count: > 0 } read; after = read[^1].Sequence)
            {
                if (Free(read) is { Count: > 0 } free)
                {
                    oldestThrough = free[^1].Sequence;
                    // Without a long backlog everything is live.
                    return Take(free, IsBacklogLong ? IngestLane.Backlog : IngestLane.Live);
                }
            }

            return null;
        }
    }

    /// <summary>The newest rows that were not sent yet, while the backlog is long.</summary>
    public UplinkRows? Newest()
    {
        lock (gate)
        {
            if (!IsBacklogLong || Free(spool.ReadNewest(Math.Max(oldestThrough, newestThrough), maxRows, options.MaxBatchBytes)) is not { Count: > 0 } free)
            {
                return null;
            }

            newestThrough = free[^1].Sequence;
            return Take(free, IngestLane.Live);
        }
    }

    /// <summary>The backend has answered for the rows and what it settled is out of the spool; what it kept comes again after <see cref="StartOver"/>.</summary>
    public void HandedOver(UplinkRows rows)
    {
        lock (gate)
        {
            inHands.Remove(rows);
            maxRows = Math.Min(maxRows * 2, options.MaxBatchRows);
        }
    }

    /// <summary>Nothing is known of the rows: they are the next again.</summary>
    public void GiveBack(UplinkRows rows)
    {
        lock (gate)
        {
            inHands.Remove(rows);
            oldestThrough = Math.Min(oldestThrough, rows.Rows[0].Sequence - 1);
        }
    }

    /// <summary>Reads from the oldest row again.</summary>
    public void StartOver()
    {
        lock (gate)
        {
            oldestThrough = 0;
        }
    }

    /// <summary>
    /// The backend refused these rows as a whole: smaller batches from now on, so that one bad row shows itself. False when it
    /// was alone; then it is passed over, and stays.
    /// </summary>
    public bool Halve(UplinkRows rows)
    {
        lock (gate)
        {
            if (rows.Rows.Count == 1)
            {
                HandedOver(rows);
                return false;
            }

            maxRows = rows.Rows.Count / 2;
            GiveBack(rows);
            return true;
        }
    }

    private UplinkRows Take(IReadOnlyList<SpoolRow> rows, IngestLane lane)
    {
        var taken = new UplinkRows(rows, lane);
        inHands.Add(taken);
        return taken;
    }

    private List<SpoolRow> Free(IReadOnlyList<SpoolRow> read) =>
        [.. read.Where(r => !inHands.Exists(h => h.Rows[0].Sequence <= r.Sequence && r.Sequence <= h.Rows[^1].Sequence))];
}

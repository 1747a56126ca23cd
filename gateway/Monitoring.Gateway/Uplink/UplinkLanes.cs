using Monitoring.Contracts;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Uplink;

/// <summary>Rows that one pump has in its hands until the backend has answered for them.</summary>
/// <param name="Rows">Ascending.</param>
/// <param name="Lane">How urgent they are.</param>
/// <param name="IsAhead">True when they were taken past older ones that are still to be sent.</param>
/// <param name="Numbers">Those of the spool before they were read: a file that was replaced since has others.</param>
internal sealed record UplinkRows(IReadOnlyList<SpoolRow> Rows, IngestLane Lane, bool IsAhead, SpoolNumbers Numbers);

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
    private bool areApart;

    /// <summary>
    /// True while the newest rows have a lane of their own: from a long backlog on until next to nothing of it is left. Were they joined
    /// where they part, the newest would wait for the last thousands of the oldest.
    /// </summary>
    public bool IsBacklogLong
    {
        get
        {
            lock (gate)
            {
                return areApart = spool.PendingRows > (areApart ? options.LiveLaneFrom / 10 : options.LiveLaneFrom);
            }
        }
    }

    /// <summary>The oldest rows that nobody has; null when all were handed out since the last <see cref="StartOver"/>.</summary>
    public UplinkRows? Oldest(int maxRows)
    {
        lock (gate)
        {
            var numbers = spool.Numbers;

            // Rows that another pump has lie behind all others or at the front; between them there is something for us.
            for (var after = oldestThrough; spool.Read(after, maxRows, options.MaxBatchBytes) is { Count: > 0 } read; after = read[^1].Sequence)
            {
                if (Free(read) is { Count: > 0 } free)
                {
                    oldestThrough = free[^1].Sequence;
                    // Without a long backlog everything is live.
                    return Take(new UplinkRows(free, IsBacklogLong ? IngestLane.Backlog : IngestLane.Live, IsAhead: false, numbers));
                }
            }

            return null;
        }
    }

    /// <summary>The newest rows that were not sent yet, while the backlog is long.</summary>
    public UplinkRows? Newest(int maxRows)
    {
        lock (gate)
        {
            var numbers = spool.Numbers;
            if (!IsBacklogLong || Free(spool.ReadNewest(Math.Max(oldestThrough, newestThrough), options.MaxBatchRows, options.MaxBatchBytes)) is not { Count: > 0 } free)
            {
                return null;
            }

            // A smaller batch begins with the older of them: the others are the next.
            var taken = free[..Math.Min(free.Count, maxRows)];
            newestThrough = taken[^1].Sequence;
            return Take(new UplinkRows(taken, IngestLane.Live, IsAhead: true, numbers));
        }
    }

    /// <summary>They are settled, or passed over: what of them is still in the spool comes again after <see cref="StartOver"/>.</summary>
    public void LetGo(UplinkRows rows)
    {
        lock (gate)
        {
            inHands.Remove(rows);
        }
    }

    /// <summary>Those from a number on are still to be sent: they are the next again in the lane that they came from.</summary>
    public void GiveBack(UplinkRows rows, long from)
    {
        lock (gate)
        {
            inHands.Remove(rows);
            oldestThrough = Math.Min(oldestThrough, from - 1);
            if (rows.IsAhead)
            {
                newestThrough = Math.Min(newestThrough, from - 1);
            }
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

    private UplinkRows Take(UplinkRows taken)
    {
        inHands.Add(taken);
        return taken;
    }

    private List<SpoolRow> Free(IReadOnlyList<SpoolRow> read) =>
        [.. read.Where(r => !inHands.Exists(h => h.Rows[0].Sequence <= r.Sequence && r.Sequence <= h.Rows[^1].Sequence))];
}

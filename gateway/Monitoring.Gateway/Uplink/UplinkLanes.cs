using Monitoring.Contracts;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Uplink;

/// <summary>
/// Which rows are sent next. Oldest first; behind a long backlog every other batch is the newest rows that were not sent yet,
/// so that alerts never wait for the back-fill. Both lanes read what is still in the spool, so nothing falls between them.
/// </summary>
internal sealed class UplinkLanes(TelemetrySpool spool, UplinkOptions options)
{
    private long backlogThrough;
    private long liveThrough;
    private bool isLiveTurn = true;
    private int maxRows = options.MaxBatchRows;

    /// <summary>The next rows in ascending order; empty when all were handed out since the last <see cref="StartOver"/>.</summary>
    public IReadOnlyList<SpoolRow> Next(out bool isLive)
    {
        isLive = false;
        if (spool.PendingRows > options.LiveLaneFrom && isLiveTurn)
        {
            var newest = spool.ReadNewest(Math.Max(backlogThrough, liveThrough), maxRows, options.MaxBatchBytes);
            isLive = newest.Count > 0;
            if (isLive)
            {
                return newest;
            }
        }

        return spool.Read(backlogThrough, maxRows, options.MaxBatchBytes);
    }

    /// <summary>What the backend is told of rows that <see cref="Next"/> gave: without a long backlog everything is live.</summary>
    public IngestLane LaneOf(bool isLive) => isLive || spool.PendingRows <= options.LiveLaneFrom ? IngestLane.Live : IngestLane.Backlog;

    /// <summary>The backend has answered for these rows; whatever it kept comes again after <see cref="StartOver"/>.</summary>
    public void HandedOver(IReadOnlyList<SpoolRow> rows, bool isLive)
    {
        isLiveTurn = !isLive;
        if (isLive)
        {
            liveThrough = rows[^1].Sequence;
        }
        else
        {
            backlogThrough = rows[^1].Sequence;
        }

        maxRows = Math.Min(maxRows * 2, options.MaxBatchRows);
    }

    /// <summary>Reads from the oldest row again.</summary>
    public void StartOver() => backlogThrough = 0;

    /// <summary>
    /// The backend refused these rows as a whole: smaller batches from now on, so that one bad row shows itself. False when it
    /// was alone; then it is passed over, and stays.
    /// </summary>
    public bool Halve(IReadOnlyList<SpoolRow> rows, bool isLive)
    {
        if (rows.Count == 1)
        {
            HandedOver(rows, isLive);
            return false;
        }

        maxRows = rows.Count / 2;
        return true;
    }
}

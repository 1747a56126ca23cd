using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Polly.Timeout;

namespace Monitoring.Gateway.Uplink;

/// <summary>
/// One request at a time from the spool to the backend: takes rows, sends, settles by receipt. A worker runs several, so that the
/// newest rows do not wait for a backlog and the backend does not wait for the next batch of it.
/// </summary>
/// <param name="next">Takes the next rows, up to a number; null when there are none for this pump.</param>
/// <param name="wait">Ends when there may be rows again.</param>
internal sealed class UplinkPump(
    TelemetrySpool spool, UplinkLanes lanes, UplinkParking parking, BackendAnswers answers, UplinkOptions options, TimeProvider clock, ILogger logger, GatewayMetrics metrics,
    Func<IngestBatch, CancellationToken, Task<IngestReceipt>> send, Action<Exception> attemptFailed, Func<int, UplinkRows?> next, Func<long, CancellationToken, Task> wait)
{
    private const string Changed = "its bytes are not those that were stored";

    private readonly UplinkPause afterFailure = new(options, clock);
    private readonly BatchSize size = new(options);

    /// <summary>No error ends it; only the token does.</summary>
    public async Task Run(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await SendNext(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Everything else is a reason to try again: the rows are still in the spool.
                attemptFailed(e);
                logger.LogError(
                    e is GatewayException or TimeoutRejectedException ? null : e, "The uplink could not hand over; {Rows} messages stay in the spool: {Reason}", spool.PendingRows, e.Message);
                await ((Task)answers.Await(afterFailure.Grow(), stopping)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SendNext(CancellationToken stopping)
    {
        var newest = spool.LastSequence;
        if (next(size.Rows) is not { } taken)
        {
            await wait(newest, stopping);
            return;
        }

        try
        {
            await HandOver(taken, stopping);
        }
        catch (IngestRefusedException refusal) when (refusal.IsAboutContent)
        {
            attemptFailed(refusal);
            if (taken.Rows.Count > 1)
            {
                size.Refused(taken.Rows.Count);
                lanes.GiveBack(taken, taken.Rows[0].Sequence);
            }
            else
            {
                lanes.LetGo(taken);
                logger.LogError("Message {Sequence} of {Station} stays in the spool and is tried again later: {Reason}", taken.Rows[0].Sequence, taken.Rows[0].Station, refusal.Message);
            }
        }
        catch (Exception e)
        {
            if (e is TimeoutRejectedException)
            {
                // Perhaps it is more than the backend gets done in the time of one attempt: then only less of it gets through.
                size.Refused(taken.Rows.Count);
            }

            lanes.GiveBack(taken, taken.Rows[0].Sequence);
            throw;
        }
    }

    private async Task HandOver(UplinkRows taken, CancellationToken stopping)
    {
        var sent = taken.Rows.Where(row => row.IsIntact).ToList();
        var receipt = sent.Count > 0 ? await send(BatchOf(sent, taken), stopping) : new IngestReceipt([], []);
        var settlement = Settlement.Of(sent, receipt);

        // What is accepted goes first: trouble with the others must not send it again.
        await spool.Release(Settlement.Ranges(settlement.Accepted), taken.Numbers, stopping);
        await parking.Park([.. taken.Rows.Where(row => !row.IsIntact).Select(row => (row, Changed))], taken.Numbers, QuarantineReason.UnreadableRow, stopping);
        await parking.Park(settlement.Rejected, taken.Numbers, QuarantineReason.RejectedByBackend, stopping);
        metrics.UplinkSettled(settlement.Accepted.Count, settlement.Rejected.Count, settlement.Kept.Count);
        if (taken.Numbers != spool.Numbers)
        {
            // The file was replaced meanwhile: its rows go again, under the id that they have now.
            lanes.GiveBack(taken, taken.Rows[0].Sequence);
            return;
        }

        var isStuck = settlement.Kept.Count == taken.Rows.Count;
        // A backend that asks to wait has no room, and a part that it takes is progress: what it kept is next again. Of the oldest, rows of
        // which it takes none and says nothing are passed over for now: they must not hold back the backlog behind them.
        if (settlement.Kept is [var first, ..] && (taken.IsAhead || !isStuck || receipt.RetryAfter is not null))
        {
            lanes.GiveBack(taken, first.Sequence);
        }
        else
        {
            lanes.LetGo(taken);
        }

        if (!isStuck)
        {
            size.WentThrough();
            afterFailure.Reset();
        }

        if (isStuck || receipt.RetryAfter is not null)
        {
            await afterFailure.Wait(receipt.RetryAfter, stopping);
        }
    }

    private static IngestBatch BatchOf(IReadOnlyList<SpoolRow> rows, UplinkRows taken) =>
        IngestBatch.OfRows(taken.Numbers.GatewayId, [.. rows.Select(row => new IngestEntry(row.Sequence, row.Bytes))], taken.Lane, taken.Numbers.From);
}

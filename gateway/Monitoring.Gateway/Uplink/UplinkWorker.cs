using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Polly;

namespace Monitoring.Gateway.Uplink;

/// <summary>
/// Empties the spool into the backend: reads, sends, settles by receipt. A row leaves the spool only when a receipt
/// names it accepted, or when it is parked, durably, in the quarantine. No error ends it; only the host does.
/// </summary>
public sealed class UplinkWorker : BackgroundService
{
    private readonly TelemetrySpool spool;
    private readonly IIngest ingest;
    private readonly TimeProvider clock;
    private readonly GatewayMetrics metrics;
    private readonly ILogger<UplinkWorker> logger;
    private readonly ResiliencePipeline pipeline;
    private readonly UplinkLanes lanes;
    private readonly UplinkParking parking;
    private readonly UplinkPause afterFailure;
    private readonly UplinkPause beforeStartingOver;
    private Task? startingOver;
    private volatile UplinkStatus status = new(null, null);

    public UplinkWorker(TelemetrySpool spool, QuarantineStore quarantine, IIngest ingest, IOptions<UplinkOptions> options, TimeProvider clock, GatewayMetrics metrics, ILogger<UplinkWorker> logger)
    {
        this.spool = spool;
        this.ingest = ingest;
        this.clock = clock;
        this.metrics = metrics;
        this.logger = logger;
        pipeline = UplinkPipeline.Create(options.Value, clock, AttemptFailed, logger);
        lanes = new UplinkLanes(spool, options.Value);
        parking = new UplinkParking(spool, quarantine, logger);
        afterFailure = new UplinkPause(options.Value, clock);
        beforeStartingOver = new UplinkPause(options.Value, clock);
    }

    public UplinkStatus Status => status;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendNext(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Everything else is a reason to try again: the rows are still in the spool.
                AttemptFailed(e);
                logger.LogError(e, "The uplink could not hand over; {Rows} messages stay in the spool", spool.PendingRows);
                await afterFailure.Wait(null, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SendNext(CancellationToken stopping)
    {
        var newest = spool.LastSequence;
        var rows = lanes.Next(out var isLive);
        if (rows.Count == 0)
        {
            await WaitForRows(newest, stopping);
            return;
        }

        try
        {
            await HandOver(rows, isLive, stopping);
        }
        catch (IngestRefusedException refusal) when (refusal.IsAboutContent)
        {
            AttemptFailed(refusal);
            if (!lanes.Halve(rows, isLive))
            {
                logger.LogError("Message {Sequence} of {Station} stays in the spool and is tried again later: {Reason}", rows[0].Sequence, rows[0].Station, refusal.Message);
            }
        }
    }

    private async Task HandOver(IReadOnlyList<SpoolRow> rows, bool isLive, CancellationToken stopping)
    {
        var (sent, entries, unreadable) = UplinkBatch.Of(rows);
        var receipt = entries.Count > 0 ? await Send(new IngestBatch(spool.GatewayId, entries, lanes.LaneOf(isLive)), stopping) : new IngestReceipt([], []);
        var settlement = Settlement.Of(sent, receipt);

        // What is accepted goes first: trouble with the others must not send it again.
        await spool.Release(Settlement.Ranges(settlement.Accepted), stopping);
        await parking.Park(unreadable, QuarantineReason.UnreadableRow, stopping);
        await parking.Park(settlement.Rejected, QuarantineReason.RejectedByBackend, stopping);
        metrics.UplinkSettled(settlement.Accepted.Count, settlement.Rejected.Count, settlement.Kept.Count);
        lanes.HandedOver(rows, isLive);

        var isStuck = settlement.Kept.Count == rows.Count;
        if (!isStuck)
        {
            afterFailure.Reset();
        }

        if (isStuck || receipt.RetryAfter is not null)
        {
            await afterFailure.Wait(receipt.RetryAfter, stopping);
        }
    }

    private async Task<IngestReceipt> Send(IngestBatch batch, CancellationToken stopping)
    {
        metrics.UplinkSent(batch.Entries.Count);
        var receipt = await pipeline.ExecuteAsync(
            // The wait ends with the token even where the backend's code does not look at it.
            static async (work, cancellation) => await work.ingest.Accept(work.batch, cancellation).WaitAsync(cancellation),
            (ingest, batch),
            stopping);
        status = new UplinkStatus(clock.GetUtcNow(), null);
        return receipt;
    }

    // Everything was handed out. New rows go at once; rows that the backend kept are tried again after a growing pause.
    private async Task WaitForRows(long newest, CancellationToken stopping)
    {
        var more = spool.WaitForMore(newest, stopping);
        if (spool.PendingRows == 0)
        {
            beforeStartingOver.Reset();
            startingOver = null;
            await more;
            return;
        }

        startingOver ??= beforeStartingOver.Wait(null, stopping);
        await await Task.WhenAny(more, startingOver);
        if (startingOver.IsCompletedSuccessfully)
        {
            startingOver = null;
            lanes.StartOver();
        }
    }

    private void AttemptFailed(Exception reason)
    {
        metrics.UplinkFailed();
        status = status with { LastFailure = reason.Message };
    }
}

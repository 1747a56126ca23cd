using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Uplink;

/// <summary>
/// Empties the spool into the backend. A row leaves the spool only when a receipt names it accepted, or when it is parked, durably,
/// in the quarantine. One pump goes through the spool oldest first; behind a long backlog a second one sends the newest rows and
/// a third helps with the oldest.
/// </summary>
public sealed class UplinkWorker : BackgroundService
{
    private readonly TelemetrySpool spool;
    private readonly TimeProvider clock;
    private readonly GatewayMetrics metrics;
    private readonly UplinkLanes lanes;
    private readonly UplinkPump[] pumps;
    private readonly UplinkPause beforeStartingOver;
    private Task? startingOver;
    private volatile UplinkStatus status = new(null, null);

    public UplinkWorker(TelemetrySpool spool, QuarantineStore quarantine, IIngest ingest, IOptions<UplinkOptions> options, TimeProvider clock, GatewayMetrics metrics, ILogger<UplinkWorker> logger)
    {
        this.spool = spool;
        this.clock = clock;
        this.metrics = metrics;
        var answers = new BackendAnswers(options.Value, clock);
        lanes = new UplinkLanes(spool, options.Value);
        beforeStartingOver = new UplinkPause(options.Value, clock);
        var parking = new UplinkParking(spool, quarantine, logger);
        pumps =
        [
            Pump(lanes.Oldest, WaitForRows),
            Pump(lanes.Newest, spool.WaitForMore),
            Pump(maxRows => lanes.IsBacklogLong ? lanes.Oldest(maxRows) : null, spool.WaitForMore),
        ];

        UplinkPump Pump(Func<int, UplinkRows?> next, Func<long, CancellationToken, Task> wait)
        {
            var sender = new UplinkSender(ingest, answers, options.Value, clock, logger, AttemptFailed);
            return new(spool, lanes, parking, answers, options.Value, clock, logger, metrics, (batch, stopping) => Send(sender, batch, stopping), AttemptFailed, next, wait);
        }
    }

    public UplinkStatus Status => status;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(pumps.Select(p => Task.Run(() => p.Run(stoppingToken), CancellationToken.None)));

    private async Task<IngestReceipt> Send(UplinkSender sender, IngestBatch batch, CancellationToken stopping)
    {
        metrics.UplinkSent(batch.Entries.Count);
        var receipt = await sender.Send(batch, stopping);
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

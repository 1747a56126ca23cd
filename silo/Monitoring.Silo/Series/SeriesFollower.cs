using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Storage;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Series;

/// <summary>
/// Tells the raw series what the state store has: one batch at a time, read when it is sent. A reading that changed twice meanwhile is told once, as it is
/// now, and an older version never goes out after a newer one. It follows at its own pace; nothing waits for it.
/// </summary>
internal sealed partial class SeriesFollower(
    ISeriesOutbox outbox, ISeriesStore series, SeriesPlace place, SeriesOptions options, TimeProvider clock, SeriesStatus status, ILogger<SeriesFollower> log)
    : BackgroundService, IHostedLifecycleService
{
    /// <summary>A write that outlasts it is given up: by then another process may tell.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private DateTimeOffset heldUntil = DateTimeOffset.MinValue;

    /// <summary>Before any station takes anything in: from the first reading on, changes are noted.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await outbox.Follow(place.Name, cancellationToken);
        Follows(log, place.Name);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>One batch; false when there was nothing to tell.</summary>
    internal async Task<bool> Step(CancellationToken cancellationToken)
    {
        if (!await Holds(cancellationToken))
        {
            return false;
        }

        var work = await outbox.Next(options.BatchReadings, cancellationToken);
        if (!work.IsNothing)
        {
            await Tell(work, cancellationToken);
        }

        status.Works(await Bounded(cancellationToken), work.Points.Count);
        return !work.IsNothing;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await Step(stoppingToken))
                {
                    await Task.Delay(options.LookEvery, clock, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, the stations go on: the readings are safe where they are.
                await Fail(e, stoppingToken);
            }
        }
    }

    private async Task Tell(SeriesWork work, CancellationToken cancellationToken)
    {
        IReadOnlyList<RejectedPoint> rejected = [];
        if (work.Points.Count > 0)
        {
            using var held = new CancellationTokenSource(heldUntil - clock.GetUtcNow(), clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(held.Token, cancellationToken);
            rejected = await series.Write(work.Points, either.Token);
        }

        await outbox.Settle(work, rejected, clock.GetUtcNow(), cancellationToken);
        if (rejected is [var first, ..])
        {
            Parked(log, rejected.Count, first.Point.Station, first.Reason);
        }
    }

    private async Task Fail(Exception e, CancellationToken stoppingToken)
    {
        if (status.Fails(e.Message, clock.GetUtcNow()))
        {
            Failed(log, e is StoreUnavailableException ? null : e, e.Message);
        }

        try
        {
            status.Waits(await Bounded(stoppingToken));
        }
        catch (Exception inner) when (StoreFault.IsOfTheStore(inner))
        {
            // The state store's own trouble; its health says so.
        }

        await Task.Delay(options.FailurePause, clock, stoppingToken);
    }

    private async Task<bool> Holds(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (heldUntil - now < Lease / 2)
        {
            heldUntil = await outbox.Hold(place.Holder, now, now + Lease, cancellationToken) ? now + Lease : DateTimeOffset.MinValue;
        }

        return heldUntil > now;
    }

    private async Task<SeriesBacklog> Bounded(CancellationToken cancellationToken)
    {
        var backlog = await outbox.Backlog(cancellationToken);
        if (backlog.Waiting > options.MaxWaiting)
        {
            TooMuch(log, backlog.Waiting);
            await outbox.StartAnew(cancellationToken);
        }

        return backlog;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "the raw series follows to {Place}")]
    private static partial void Follows(ILogger log, string place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the series server refused {Count} readings, the first of {Station}: {Reason}. They are parked; the state store has them")]
    private static partial void Parked(ILogger log, int count, Contracts.StationId station, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the raw series does not follow; readings wait in the state store: {Reason}")]
    private static partial void Failed(ILogger log, Exception? error, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Waiting} messages wait for the series server, more than Storage:Series:MaxWaiting: they are given up, and everything is copied anew when it answers")]
    private static partial void TooMuch(ILogger log, long waiting);
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Storage;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Series;

/// <summary>
/// Tells the raw series what the state store has: one batch at a time, read when it is sent. A reading that changed twice meanwhile is told once, as it is
/// now, and an older version never goes out after a newer one. Where the server may carry out an older request after a newer one, the readings of it are
/// told again. It follows at its own pace; nothing waits for it.
/// </summary>
internal sealed partial class SeriesFollower(
    ISeriesOutbox outbox, ISeriesStore series, SeriesPlace place, SeriesOptions options, TimeProvider clock, SeriesStatus status, ILogger<SeriesFollower> log)
    : BackgroundService, IHostedLifecycleService
{
    /// <summary>A write that outlasts it is given up: by then another process may tell.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private DateTimeOffset heldUntil = NotHeld;

    private static DateTimeOffset NotHeld => DateTimeOffset.MinValue;

    /// <summary>Before any station takes anything in: from the first reading on, changes are noted.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await outbox.Follow(place.Name, cancellationToken);
        Follows(log, place.Name);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Another silo on the store need not wait until the lease has run out. What this one asked for in vain is noted as under way.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await outbox.Release(place, cancellationToken);
        }
        catch (Exception e) when (StoreFault.IsOfTheStore(e))
        {
            // It runs out by itself.
        }
    }

    /// <summary>One batch; false when there was nothing to tell.</summary>
    internal async Task<bool> Step(CancellationToken cancellationToken)
    {
        if (!await Holds(cancellationToken))
        {
            status.Works(await outbox.Backlog(cancellationToken), 0);
            return false;
        }

        if (clock.GetUtcNow() - options.TellAgainAfter is var answeredSince && status.Backlog.AnsweredSince <= answeredSince)
        {
            await outbox.TellAgain(place, answeredSince, clock.GetUtcNow(), cancellationToken);
        }

        if (await outbox.Next(place, options.BatchReadings, cancellationToken) is not { } work || (!work.IsNothing && !await Told(work, cancellationToken)))
        {
            // Taken meanwhile: the next step asks by whom.
            heldUntil = NotHeld;
            return true;
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

    // False when the place was taken before it could be noted.
    private async Task<bool> Told(SeriesWork work, CancellationToken cancellationToken)
    {
        if (!await outbox.Send(place, work, cancellationToken))
        {
            return false;
        }

        var answer = new SeriesAnswer([]);
        if (work.Points.Count > 0)
        {
            var left = heldUntil - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            using var held = new CancellationTokenSource(left, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(held.Token, cancellationToken);
            answer = await series.Write(work.Points, either.Token);
        }

        if (!await outbox.Settle(place, work, answer, clock.GetUtcNow(), cancellationToken))
        {
            return false;
        }

        if (answer.Rejected is [var first, ..])
        {
            status.Refused(answer.Rejected.Count);
            Parked(log, answer.Rejected.Count, first.Point.Station, first.Reason);
        }

        return true;
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
        catch (Exception inner) when (!stoppingToken.IsCancellationRequested)
        {
            // Mostly the state store's own trouble, which its health shows. Whatever it is, the silo goes on without the series.
            if (!StoreFault.IsOfTheStore(inner))
            {
                Failed(log, inner, inner.Message);
            }
        }

        await Task.Delay(options.FailurePause, clock, stoppingToken);
    }

    private async Task<bool> Holds(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (heldUntil - now < Lease / 2)
        {
            heldUntil = NotHeld;
            heldUntil = await outbox.Hold(place, now, now + Lease, cancellationToken) switch
            {
                SeriesHold.Held => now + Lease,
                SeriesHold.HeldByAnother => NotHeld,
                _ => throw new StoreUnavailableException(
                    $"the state store does not follow {place.Name} any more: another silo on it started with another {SeriesOptions.Section}. Give all of them the same, and start this one again"),
            };
        }

        return heldUntil > now;
    }

    private async Task<SeriesBacklog> Bounded(CancellationToken cancellationToken)
    {
        var backlog = await outbox.Backlog(cancellationToken);
        if (backlog.Waiting + backlog.Doubtful > options.MaxWaiting)
        {
            TooMuch(log, backlog.Waiting + backlog.Doubtful);
            await outbox.StartAnew(place, cancellationToken);
        }

        if (backlog.Parked > options.MaxParked)
        {
            // Once; the copy that is owed does not grow with the next ones.
            if (!backlog.OwesCopy)
            {
                TooManyParked(log, options.MaxParked);
            }

            await outbox.GiveUpParked(place, options.ParkedToWarn, cancellationToken);
        }
        else if (backlog.Parked > options.ParkedToWarn && status.Backlog.Parked <= options.ParkedToWarn)
        {
            ManyParked(log, backlog.Parked, options.MaxParked);
        }

        return backlog;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "the raw series follows to {Place}")]
    private static partial void Follows(ILogger log, string place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the series server refused {Count} readings, the first of {Station}: {Reason}. They are parked; the state store has them")]
    private static partial void Parked(ILogger log, int count, Contracts.StationId station, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} readings that the series server refused are parked, of at most {Bound} (Storage:Series:MaxParked): mend the server, then run series --again or start the silo")]
    private static partial void ManyParked(ILogger log, long count, long bound);

    [LoggerMessage(Level = LogLevel.Error, Message = "the series server refused more than {Bound} readings (Storage:Series:MaxParked): the notes of the oldest are given up, and the next start or series --again copies everything anew")]
    private static partial void TooManyParked(ILogger log, long bound);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the raw series does not follow; readings wait in the state store: {Reason}")]
    private static partial void Failed(ILogger log, Exception? error, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Waiting} messages wait for the series server, more than Storage:Series:MaxWaiting: they are given up, and everything is copied anew when it answers")]
    private static partial void TooMuch(ILogger log, long waiting);
}

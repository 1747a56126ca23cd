using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Silo.Alerts;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Grains;

/// <summary>
/// Stations of this process: one mailbox and at most one activation each. A sweep by the clock lets idle ones go, wakes
/// those that wait for an hour's end, and notices stations that have fallen silent.
/// </summary>
public sealed class InProcessStationHost : IStationRouter, ISilenceWatch, IAsyncDisposable
{
    private readonly ConcurrentDictionary<StationId, StationMailbox> mailboxes = new();
    private readonly ConcurrentDictionary<StationId, Task> closed = new();
    private readonly Lock gate = new();
    private readonly SemaphoreSlim sweeping = new(1);
    private readonly StationActivations grains;
    private readonly IStationStore store;
    private readonly SiloOptions options;
    private readonly TimeProvider clock;
    private readonly SilenceSweep silence;
    private readonly ITimer timer;
    private bool isFirstSweep = true;
    private bool isStopped;

    public InProcessStationHost(
        IStationStore store, IStationRegistry registry, IStationEventSink events, SiloOptions options, DeviceOptions devices, TimeProvider clock, AlertRules? alertRules = null, ILogger<StationGrain>? log = null)
    {
        this.store = store;
        this.options = options;
        this.clock = clock;
        grains = new StationActivations(store, registry, events, devices, clock, alertRules, log);
        silence = new SilenceSweep(store, events, options.SilentAfterRhythms, clock);
        timer = clock.CreateTimer(_ => _ = Sweep(), state: null, options.SweepEvery, options.SweepEvery);
    }

    /// <summary>Activations since the start; more than stations where writes failed or idle ones came back.</summary>
    public long Activations => grains.Count;

    /// <summary>Stations that have a mailbox now.</summary>
    public int ActiveStations => mailboxes.Count;

    /// <summary>The last sweep's failure, for the readiness report; null when it went well.</summary>
    public Exception? SweepFailure { get; private set; }

    public IReadOnlyCollection<StationId> SilentStations => silence.SilentStations;

    public bool IsSilent(StationId station) => silence.SilentSince(station) is not null;

    public DateTimeOffset? SilentSince(StationId station) => silence.SilentSince(station);

    public async Task<StationReceipt> Accept(StationBatch batch, CancellationToken cancellationToken = default)
    {
        var receipt = await Post(batch.Station, batch, cancellationToken);
        silence.Delivered(batch.Station, batch.ReceivedAt);
        return receipt;
    }

    /// <summary>What the timer does; false when another is under way and nothing was done.</summary>
    public async Task<bool> Sweep()
    {
        if (!await sweeping.WaitAsync(0))
        {
            return false;
        }

        try
        {
            await silence.Run();
            var failures = await Wake();
            CloseIdle();
            SweepFailure = failures.Count == 0 ? null : new AggregateException(failures);
        }
        catch (Exception e)
        {
            // A sweep that fails (the disk, mostly) is tried again by the clock; readiness tells.
            SweepFailure = e;
        }
        finally
        {
            sweeping.Release();
        }

        return true;
    }

    /// <summary>Ends the turns that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        // A container disposes once per interface that it was registered under.
        lock (gate)
        {
            if (isStopped)
            {
                return;
            }

            isStopped = true;
        }

        await timer.DisposeAsync();
        // A sweep under way ends first, so that no turn is posted to a closed mailbox.
        await sweeping.WaitAsync();
        foreach (var mailbox in mailboxes.Values)
        {
            mailbox.Close();
        }

        await Task.WhenAll(mailboxes.Values.Select(m => m.Ended));
    }

    private async Task<StationReceipt> Post(StationId station, StationBatch? batch, CancellationToken cancellationToken)
    {
        var turn = new StationTurn(batch);
        do
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref isStopped), this);
        }
        while (!await MailboxOf(station).TryPost(turn, cancellationToken));
        return await turn.Receipt;
    }

    private StationMailbox MailboxOf(StationId station)
    {
        if (mailboxes.TryGetValue(station, out var mailbox))
        {
            return mailbox;
        }

        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isStopped, this);
            return mailboxes.GetOrAdd(station, id => new StationMailbox(() => grains.Activate(id), options.MailboxCapacity, clock, PredecessorOf(id)));
        }
    }

    private Task PredecessorOf(StationId station) => closed.TryRemove(station, out var ended) ? ended : Task.CompletedTask;

    // A station that fails holds up no other: it goes on waiting, and the next sweep gives it its turn again.
    private async Task<IReadOnlyList<Exception>> Wake()
    {
        var waiting = mailboxes.Where(m => m.Value.AwaitsTime).Select(m => m.Key).ToHashSet();
        if (isFirstSweep)
        {
            // Hours that were open when the last process ended are judged although nothing new comes.
            waiting.UnionWith((await store.ListActivity()).Where(s => s.Kind is StationKind.Air).Select(s => s.Station));
        }

        var failures = new List<Exception>();
        foreach (var station in waiting)
        {
            try
            {
                await Post(station, batch: null, CancellationToken.None);
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }

        isFirstSweep &= failures.Count > 0;
        return failures;
    }

    private void CloseIdle()
    {
        foreach (var (station, mailbox) in mailboxes)
        {
            if (mailbox.AwaitsTime || !mailbox.IsIdleFor(options.DeactivateAfter))
            {
                continue;
            }

            lock (gate)
            {
                // What a successor waits for stands before the way to a successor opens.
                closed[station] = mailbox.Ended;
                mailbox.Close();
                mailboxes.TryRemove(station, out _);
            }
        }
    }
}

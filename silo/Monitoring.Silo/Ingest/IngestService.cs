using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Retention;
using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Ingest;

/// <summary>
/// The silo's door for gateways: a batch is split by station, and the receipt names what is durable. What cannot be read
/// or stored is rejected alone; when too much of its lane is under way nothing is taken and the gateway is told to wait. Back-fill goes to the
/// stations in small turns, of which only some run at once: a live batch never stands behind a queue of it.
/// </summary>
public sealed class IngestService(IStationRouter router, IStationStore store, SiloOptions options, TimeProvider clock) : IIngest
{
    /// <summary>Messages of one station in one turn of back-fill: what its live data may have to wait for.</summary>
    private const int BacklogTurn = 128;

    private readonly IngestRoom live = new(options.MaxPendingMessages);
    private readonly IngestRoom backlog = new(options.MaxPendingBacklog);
    private readonly SemaphoreSlim backlogTurns = new(options.BacklogTurns);

    /// <summary>Messages taken in and not yet durable.</summary>
    public int Pending(IngestLane lane) => RoomOf(lane).Pending;

    public async Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken)
    {
        var room = RoomOf(batch.Lane);
        if (!room.TryReserve(batch.Entries.Count))
        {
            return new IngestReceipt([], [], options.RetryAfter);
        }

        try
        {
            return await Take(batch, cancellationToken);
        }
        finally
        {
            room.Release(batch.Entries.Count);
        }
    }

    private IngestRoom RoomOf(IngestLane lane) => lane is IngestLane.Backlog ? backlog : live;

    private async Task<IngestReceipt> Take(IngestBatch batch, CancellationToken cancellationToken)
    {
        var now = IngestEntries.ToStoredPrecision(clock.GetUtcNow());
        var (readable, rejected) = IngestEntries.Read(batch, RetentionRule.RefusedBefore(options.Retention, now));
        var perStation = readable.GroupBy(e => e.Telemetry.Station)
            .Select(g => new StationBatch(g.Key, batch.GatewayId, now, [.. g]))
            .Select(b => batch.Lane is IngestLane.Backlog ? InTurns(b, cancellationToken) : Deliver(b, cancellationToken));
        var accepted = new List<long>();
        foreach (var outcome in await Task.WhenAll(perStation))
        {
            accepted.AddRange(outcome.Accepted);
            rejected.AddRange(outcome.Rejected);
        }

        // Rejected ones have come too: a gap is what never came. Nor is it one what the gateway never numbered.
        var settled = SequenceRanges.Of(accepted.Concat(rejected.Select(r => r.Sequence).Where(s => s > 0)));
        if (settled.Count > 0)
        {
            await store.RecordReceived(batch.GatewayId, batch.NumberedFrom > 1 ? [new SequenceRange(1, batch.NumberedFrom - 1), .. settled] : settled, cancellationToken);
        }

        return new IngestReceipt(SequenceRanges.Of(accepted), rejected);
    }

    private async Task<Outcome> InTurns(StationBatch batch, CancellationToken cancellationToken)
    {
        var whole = Outcome.Nothing;
        foreach (var part in batch.Entries.Chunk(BacklogTurn))
        {
            await backlogTurns.WaitAsync(cancellationToken);
            try
            {
                whole = whole.And(await Deliver(batch with { Entries = part }, cancellationToken));
            }
            finally
            {
                backlogTurns.Release();
            }
        }

        return whole;
    }

    private async Task<Outcome> Deliver(StationBatch batch, CancellationToken cancellationToken, bool isSecondTime = false)
    {
        try
        {
            await router.Accept(batch, cancellationToken);
            return new Outcome([.. batch.Entries.Select(e => e.Sequence)], []);
        }
        catch (Exception e) when (StoreFault.IsOfTheStore(e))
        {
            // Neither accepted nor rejected: the gateway keeps it and sends it again.
            return Outcome.Nothing;
        }
        catch (Exception e) when (!isSecondTime && StoreFault.IsLostRace(e))
        {
            // The failed write dropped the activation; the next one loads what the other owner wrote.
            return await Deliver(batch, cancellationToken, isSecondTime: true);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One poisonous message must not hold back its neighbours: halves find it, and alone it is rejected.
            return batch.Entries is [var only]
                ? new Outcome([], [new RejectedEntry(only.Sequence, $"cannot be stored: {e.Message}")])
                : (await Deliver(Part(batch, ..(batch.Entries.Count / 2)), cancellationToken)).And(await Deliver(Part(batch, (batch.Entries.Count / 2)..), cancellationToken));
        }
    }

    private static StationBatch Part(StationBatch batch, Range range) => batch with { Entries = [.. batch.Entries.Take(range)] };

    private sealed record Outcome(IReadOnlyList<long> Accepted, IReadOnlyList<RejectedEntry> Rejected)
    {
        public static readonly Outcome Nothing = new([], []);

        public Outcome And(Outcome next) => new([.. Accepted, .. next.Accepted], [.. Rejected, .. next.Rejected]);
    }
}

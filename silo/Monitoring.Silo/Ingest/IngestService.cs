using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Ingest;

/// <summary>
/// The silo's door for gateways: a batch is split by station, and the receipt names what is durable. What cannot be read
/// or stored is rejected alone; when too much is under way nothing is taken and the gateway is told to wait.
/// </summary>
public sealed class IngestService(IStationRouter router, IStationStore store, SiloOptions options, TimeProvider clock) : IIngest
{
    private int pending;

    /// <summary>Messages taken in and not yet durable.</summary>
    public int Pending => Volatile.Read(ref pending);

    public async Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken)
    {
        if (!TryReserve(batch.Entries.Count))
        {
            return new IngestReceipt([], [], options.RetryAfter);
        }

        try
        {
            return await Take(batch, cancellationToken);
        }
        finally
        {
            Interlocked.Add(ref pending, -batch.Entries.Count);
        }
    }

    private async Task<IngestReceipt> Take(IngestBatch batch, CancellationToken cancellationToken)
    {
        var (readable, rejected) = IngestEntries.Read(batch);
        var now = IngestEntries.ToStoredPrecision(clock.GetUtcNow());
        var perStation = readable.GroupBy(e => e.Telemetry.Station)
            .Select(g => Deliver(new StationBatch(g.Key, batch.GatewayId, now, [.. g]), cancellationToken));
        var accepted = new List<long>();
        foreach (var outcome in await Task.WhenAll(perStation))
        {
            accepted.AddRange(outcome.Accepted);
            rejected.AddRange(outcome.Rejected);
        }

        // Rejected ones have come too: a gap is what never came.
        var settled = SequenceRanges.Of(accepted.Concat(rejected.Select(r => r.Sequence).Where(s => s > 0)));
        if (settled.Count > 0)
        {
            await store.RecordReceived(batch.GatewayId, settled, cancellationToken);
        }

        return new IngestReceipt(SequenceRanges.Of(accepted), rejected);
    }

    private async Task<Outcome> Deliver(StationBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await router.Accept(batch, cancellationToken);
            return new Outcome([.. batch.Entries.Select(e => e.Sequence)], []);
        }
        catch (Exception e) when (StoreFault.IsOfTheStore(e))
        {
            // Neither accepted nor rejected: the gateway keeps it and sends it again.
            return new Outcome([], []);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return batch.Entries is [var only]
                ? new Outcome([], [new RejectedEntry(only.Sequence, $"cannot be stored: {e.Message}")])
                : await OneByOne(batch, cancellationToken);
        }
    }

    // One poisonous message must not hold back its neighbours.
    private async Task<Outcome> OneByOne(StationBatch batch, CancellationToken cancellationToken)
    {
        var (accepted, rejected) = (new List<long>(), new List<RejectedEntry>());
        foreach (var entry in batch.Entries)
        {
            var outcome = await Deliver(batch with { Entries = [entry] }, cancellationToken);
            accepted.AddRange(outcome.Accepted);
            rejected.AddRange(outcome.Rejected);
        }

        return new Outcome(accepted, rejected);
    }

    private bool TryReserve(int count)
    {
        // A batch larger than the bound is taken when nothing else is under way, or it could never be.
        var sum = Interlocked.Add(ref pending, count);
        if (sum <= options.MaxPendingMessages || sum == count)
        {
            return true;
        }

        Interlocked.Add(ref pending, -count);
        return false;
    }

    private sealed record Outcome(IReadOnlyList<long> Accepted, IReadOnlyList<RejectedEntry> Rejected);
}

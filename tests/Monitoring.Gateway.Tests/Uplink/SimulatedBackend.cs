using System.Collections.Concurrent;
using Monitoring.Contracts;

namespace Monitoring.Gateway.Tests.Uplink;

/// <summary>A backend that keeps what it accepts, and behaves as each test says.</summary>
internal sealed class SimulatedBackend : IIngest
{
    /// <summary>What the next call does; null accepts everything.</summary>
    public Func<IngestBatch, CancellationToken, Task<IngestReceipt>>? Behaviour { get; set; }

    /// <summary>The numbers of each batch, in the order of arrival.</summary>
    public ConcurrentQueue<long[]> Batches { get; } = new();

    /// <summary>What is durable here: number and times it was stored.</summary>
    public ConcurrentDictionary<long, int> Stored { get; } = new();

    public Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken)
    {
        Batches.Enqueue([.. batch.Entries.Select(entry => entry.Sequence)]);
        return Behaviour is { } behaviour ? behaviour(batch, cancellationToken) : Task.FromResult(AcceptAll(batch));
    }

    public IngestReceipt AcceptAll(IngestBatch batch) => AcceptOnly(batch, _ => true);

    public IngestReceipt AcceptOnly(IngestBatch batch, Func<long, bool> isAccepted)
    {
        var accepted = batch.Entries.Select(entry => entry.Sequence).Where(isAccepted).ToList();
        accepted.ForEach(sequence => Stored.AddOrUpdate(sequence, 1, (_, times) => times + 1));
        return new IngestReceipt([.. accepted.Select(sequence => new SequenceRange(sequence, sequence))], []);
    }
}

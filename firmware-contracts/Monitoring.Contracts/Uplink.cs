namespace Monitoring.Contracts;

/// <summary>A run of sequence numbers, both ends included.</summary>
/// <param name="First">First number.</param>
/// <param name="Last">Last number, at least <paramref name="First"/>.</param>
public readonly record struct SequenceRange(long First, long Last);

/// <summary>An entry that the backend will never take, with the reason; the gateway parks it and must not send it again.</summary>
/// <param name="Sequence">The entry's number.</param>
/// <param name="Reason">Why, in words a technician can act on.</param>
public sealed record RejectedEntry(long Sequence, string Reason);

/// <summary>How urgent a batch is to the backend: each lane has its own bound there, and back-fill never delays live data.</summary>
public enum IngestLane
{
    /// <summary>What is measured now, or was a moment ago.</summary>
    Live = 0,

    /// <summary>What a gateway held back while it could not deliver, or history that somebody imports.</summary>
    Backlog = 1,
}

/// <summary>What one gateway sends in one request.</summary>
/// <param name="GatewayId">The sender.</param>
/// <param name="Entries">In ascending sequence, not necessarily without gaps (the live lane overtakes the backlog).</param>
/// <param name="Lane">How urgent it is.</param>
public sealed record IngestBatch(string GatewayId, IReadOnlyList<SequencedTelemetry> Entries, IngestLane Lane = IngestLane.Live)
{
    /// <summary>The first number that the sender has given under its id; what lies before is no gap. 1 unless its spool took a damaged one's place.</summary>
    public long NumberedFrom { get; init; } = 1;
}

/// <summary>
/// The backend's answer, given after the commit. Accepted and rejected entries are settled; every entry that neither
/// names is kept by the gateway and sent again.
/// </summary>
/// <param name="Accepted">Entries that are durable in the backend's store.</param>
/// <param name="Rejected">Entries that never will be.</param>
/// <param name="RetryAfter">Set when the backend is full: wait this long before the next batch.</param>
public sealed record IngestReceipt(IReadOnlyList<SequenceRange> Accepted, IReadOnlyList<RejectedEntry> Rejected, TimeSpan? RetryAfter = null);

/// <summary>
/// The door of the backend for gateways. The silo's ingest implements it in process; over HTTP the gateway's client
/// does, with the same messages and the same receipts.
/// </summary>
public interface IIngest
{
    /// <summary>Takes a batch and answers once everything the receipt names as accepted is durable.</summary>
    /// <exception cref="Exception">The backend could not be reached or failed: nothing is settled, send the batch again.</exception>
    Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken);
}

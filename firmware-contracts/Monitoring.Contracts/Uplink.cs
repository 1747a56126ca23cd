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

/// <summary>A message as it lies in a gateway's spool, with the number that it has there. The backend is the first to read it.</summary>
/// <param name="Sequence">From 1, without gaps, per gateway.</param>
/// <param name="Message">The message, in the bytes of <see cref="UplinkWire"/>.</param>
public sealed record IngestEntry(long Sequence, ReadOnlyMemory<byte> Message);

/// <summary>What one gateway sends in one request.</summary>
public sealed record IngestBatch
{
    /// <summary>A batch of messages as they lie in the spool.</summary>
    /// <param name="gatewayId">The sender.</param>
    /// <param name="entries">In ascending sequence, not necessarily without gaps (the live lane overtakes the backlog).</param>
    /// <param name="lane">How urgent it is.</param>
    /// <param name="numberedFrom"><see cref="NumberedFrom"/>.</param>
    public static IngestBatch OfRows(string gatewayId, IReadOnlyList<IngestEntry> entries, IngestLane lane, long numberedFrom = 1) =>
        new(gatewayId, entries, lane) { NumberedFrom = numberedFrom };

    /// <summary>A batch of messages that no spool holds (an import, a test): they are written as one would have them.</summary>
    /// <param name="gatewayId">The sender.</param>
    /// <param name="entries">In ascending sequence.</param>
    /// <param name="lane">How urgent it is.</param>
    public IngestBatch(string gatewayId, IReadOnlyList<SequencedTelemetry> entries, IngestLane lane = IngestLane.Live)
        : this(gatewayId, [.. entries.Select(e => new IngestEntry(e.Sequence, UplinkWire.Write(e.Telemetry)))], lane)
    {
    }

    private IngestBatch(string gatewayId, IReadOnlyList<IngestEntry> entries, IngestLane lane) => (GatewayId, Entries, Lane) = (gatewayId, entries, lane);

    /// <summary>The sender.</summary>
    public string GatewayId { get; }

    /// <summary>The messages, in ascending sequence.</summary>
    public IReadOnlyList<IngestEntry> Entries { get; }

    /// <summary>How urgent it is.</summary>
    public IngestLane Lane { get; }

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

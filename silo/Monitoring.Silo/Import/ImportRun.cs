using Monitoring.Contracts;

namespace Monitoring.Silo.Import;

/// <summary>How far an import is.</summary>
internal readonly record struct ImportProgress(int Done, int Total);

/// <param name="Stored">Rows that are durable now, whether or not they were before.</param>
/// <param name="Rejected">Lines that were not taken, with the reason.</param>
internal sealed record ImportResult(int Stored, IReadOnlyList<(int Line, string Reason)> Rejected);

/// <summary>
/// Delivers the rows of a file by the door of gateways: the number of a row is its sequence, and the file's content is the
/// gateway, so that a repeat delivers the very same messages.
/// </summary>
internal sealed class ImportRun(IIngest ingest, TimeProvider clock)
{
    private const int BatchRows = 500;
    private const int LongestStall = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="IOException">The system takes nothing any more.</exception>
    public async Task<ImportResult> Deliver(ImportFile file, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        var rejected = file.Lines.Where(l => l.Reason is not null).Select(l => (l.Line, l.Reason!)).ToList();
        var rows = file.Lines.Where(l => l.Telemetry is not null).Select(l => new SequencedTelemetry(SequenceOf(l.Line), l.Telemetry!)).ToList();
        var stored = 0;
        progress.Report(new ImportProgress(0, rows.Count));
        foreach (var batch in rows.Chunk(BatchRows))
        {
            var refused = await Settle(file.GatewayId, batch, cancellationToken);
            rejected.AddRange(refused.Select(r => (LineOf(r.Sequence), r.Reason)));
            stored += batch.Length - refused.Count;
            progress.Report(new ImportProgress(stored + rejected.Count - (file.Lines.Count - rows.Count), rows.Count));
        }

        return new ImportResult(stored, [.. rejected.OrderBy(r => r.Line)]);
    }

    // The header is line 1, the first row number 1.
    private static long SequenceOf(int line) => line - 1;

    private static int LineOf(long sequence) => (int)sequence + 1;

    private async Task<List<RejectedEntry>> Settle(string gatewayId, IReadOnlyList<SequencedTelemetry> batch, CancellationToken cancellationToken)
    {
        var refused = new List<RejectedEntry>();
        var open = batch;
        for (var stalled = 0; open.Count > 0;)
        {
            var receipt = await ingest.Accept(new IngestBatch(gatewayId, open, IngestLane.Backlog), cancellationToken);
            refused.AddRange(receipt.Rejected);
            var left = open.Where(e => !IsSettled(e.Sequence, receipt)).ToList();
            stalled = left.Count < open.Count ? 0 : stalled + 1;
            if (stalled > LongestStall)
            {
                throw new IOException("the system has taken nothing for a while; the rows so far are stored, import the file again later");
            }

            if (left.Count > 0)
            {
                await Task.Delay(receipt.RetryAfter ?? Pause, clock, cancellationToken);
            }

            open = left;
        }

        return refused;
    }

    private static bool IsSettled(long sequence, IngestReceipt receipt) =>
        receipt.Accepted.Any(r => sequence >= r.First && sequence <= r.Last) || receipt.Rejected.Any(r => r.Sequence == sequence);
}

using Monitoring.Contracts;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Uplink;

/// <summary>
/// What a receipt means for the rows that were really sent. A number that was not sent settles nothing, whatever the
/// receipt says of it; of a row named twice the rejection counts, because parking keeps its bytes.
/// </summary>
/// <param name="Accepted">Rows that are durable in the backend.</param>
/// <param name="Rejected">Rows that never will be, with the backend's words.</param>
/// <param name="Kept">Rows that the receipt does not name.</param>
internal sealed record Settlement(IReadOnlyList<SpoolRow> Accepted, IReadOnlyList<(SpoolRow Row, string Reason)> Rejected, IReadOnlyList<SpoolRow> Kept)
{
    public static Settlement Of(IReadOnlyList<SpoolRow> sent, IngestReceipt receipt)
    {
        var refusals = receipt.Rejected.GroupBy(entry => entry.Sequence).ToDictionary(entries => entries.Key, entries => entries.First().Reason);
        var accepted = new List<SpoolRow>();
        var rejected = new List<(SpoolRow, string)>();
        var kept = new List<SpoolRow>();
        foreach (var row in sent)
        {
            if (refusals.TryGetValue(row.Sequence, out var reason))
            {
                rejected.Add((row, reason));
            }
            else if (receipt.Accepted.Any(range => range.First <= row.Sequence && row.Sequence <= range.Last))
            {
                accepted.Add(row);
            }
            else
            {
                kept.Add(row);
            }
        }

        return new Settlement(accepted, rejected, kept);
    }

    /// <summary>Runs of neighbouring numbers, so that a release never touches a number between them.</summary>
    public static IReadOnlyList<SequenceRange> Ranges(IEnumerable<SpoolRow> rows)
    {
        var ranges = new List<SequenceRange>();
        foreach (var sequence in rows.Select(row => row.Sequence).Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == sequence)
            {
                ranges[^1] = ranges[^1] with { Last = sequence };
            }
            else
            {
                ranges.Add(new SequenceRange(sequence, sequence));
            }
        }

        return ranges;
    }
}

using Monitoring.Contracts;

namespace Monitoring.Silo.Ingest;

internal static class SequenceRanges
{
    /// <summary>The numbers as runs, ascending.</summary>
    public static IReadOnlyList<SequenceRange> Of(IEnumerable<long> sequences)
    {
        var ranges = new List<SequenceRange>();
        foreach (var sequence in sequences.Distinct().Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last == sequence - 1)
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

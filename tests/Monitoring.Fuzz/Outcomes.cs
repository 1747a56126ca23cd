using System.Runtime.InteropServices;

namespace Monitoring.Fuzz;

/// <summary>How often each kind of answer came. One input may give several.</summary>
public sealed class Outcomes
{
    private const int Most = 500;

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>Counts an answer; of kinds beyond the first some hundreds nothing is kept, so that a run's memory is its target's.</summary>
    public void Add(string kind)
    {
        if (counts.Count < Most || counts.ContainsKey(kind))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, kind, out _)++;
        }
    }

    public IReadOnlyDictionary<string, long> Counts() => new Dictionary<string, long>(counts, StringComparer.Ordinal);
}

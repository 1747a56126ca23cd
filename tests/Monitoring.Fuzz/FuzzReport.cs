using System.Globalization;
using System.Text;

namespace Monitoring.Fuzz;

/// <summary>What one run of one target saw.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Seed">What all its inputs follow from.</param>
/// <param name="Runs">Inputs given.</param>
/// <param name="Elapsed">How long that took.</param>
/// <param name="Outcomes">How often each outcome came; at most some hundreds are told apart.</param>
/// <param name="HeapEarly">Live bytes after a full collection when a fifth of the time was over; null in runs that count inputs.</param>
/// <param name="HeapLate">The same at the end.</param>
/// <param name="Failure">What went wrong; null when nothing did.</param>
public sealed record FuzzReport(
    string Target,
    ulong Seed,
    long Runs,
    TimeSpan Elapsed,
    IReadOnlyDictionary<string, long> Outcomes,
    long? HeapEarly,
    long? HeapLate,
    string? Failure)
{
    private const double MostGrowth = 0.05;

    private const int Shown = 12;

    /// <summary>In shorter runs caches of the runtime and of the target are still filling: their heaps are shown, not judged.</summary>
    public static readonly TimeSpan WarmedUp = TimeSpan.FromMinutes(5);

    /// <summary>Why the run does not stand, in the order of weight; null when it does.</summary>
    public string? Verdict(IReadOnlyList<string> demanded) =>
        Failure
        ?? (demanded.Where(d => !Outcomes.ContainsKey(d)).ToList() is { Count: > 0 } missing ? $"never reached: {string.Join(", ", missing)}" : null)
        ?? (Elapsed >= WarmedUp && HeapLate > HeapEarly * (1 + MostGrowth) ? $"the live heap grew from {HeapEarly} to {HeapLate} bytes, by more than {MostGrowth:P0}" : null);

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Target,-18} seed {Seed}, {Runs} runs, {Runs / Math.Max(Elapsed.TotalSeconds, 0.001):F0}/s, {Outcomes.Count} outcomes");
        if (HeapEarly is { } early && HeapLate is { } late)
        {
            text.Append(CultureInfo.InvariantCulture, $", live heap {early} → {late} ({(double)late / early - 1:+0.0%;-0.0%})");
        }

        foreach (var (outcome, count) in Outcomes.OrderByDescending(o => o.Value).Take(Shown))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n    {count,12}  {outcome}");
        }

        return text.Append(Outcomes.Count > Shown ? $"\n                  … and {Outcomes.Count - Shown} more" : "").ToString();
    }
}

using System.Text;

namespace Monitoring.Simulator.Values;

/// <summary>
/// Chance without a state: every draw is a pure function of seed, name and numbers, so that the same moment has the same
/// values in every run. Binary fractions are fine here: a simulated nature judges nothing.
/// </summary>
public sealed class Noise(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A number that stands for a name (FNV-1a; <c>string.GetHashCode</c> differs per process).</summary>
    public static long Key(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        return (long)hash;
    }

    /// <summary>Evenly in [0, 1).</summary>
    public double Uniform(string what, long a, long b = 0) => (Bits(what, a, b) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, <paramref name="count"/>).</summary>
    public int Pick(int count, string what, long a, long b = 0) => (int)(Bits(what, a, b) % (ulong)count);

    /// <summary>Normal, mean 0 and deviation 1, never beyond 3.5.</summary>
    public double Normal(string what, long a, long b = 0)
    {
        var u = Math.Max(Uniform(what, a, b), 1e-9);
        var v = Uniform(what + "'", a, b);
        return Math.Clamp(Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v), -3.5, 3.5);
    }

    /// <summary>A normal value that drifts: independent after a few <paramref name="period"/>s, smooth within one.</summary>
    public double Drift(string what, long a, DateTimeOffset time, TimeSpan period)
    {
        var at = (double)time.UtcTicks / period.Ticks;
        var left = (long)Math.Floor(at);
        var x = at - left;
        var weight = x * x * (3 - (2 * x));
        return ((1 - weight) * Normal(what, a, left)) + (weight * Normal(what, a, left + 1));
    }

    // The finaliser of SplitMix64, once per part.
    private ulong Bits(string what, long a, long b)
    {
        var state = Mix(seed + (ulong)Key(what));
        state = Mix(state ^ (ulong)a);
        return Mix(state ^ (ulong)b);
    }

    private static ulong Mix(ulong z)
    {
        z += Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

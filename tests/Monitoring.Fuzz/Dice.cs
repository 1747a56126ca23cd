namespace Monitoring.Fuzz;

/// <summary>
/// Numbers that follow from a seed and the number of the run alone (SplitMix64), so that one run is repeated without the
/// runs before it.
/// </summary>
public sealed class Dice
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state;

    /// <summary>Begins the numbers of a run.</summary>
    public void Begin(ulong seed, long run)
    {
        state = seed;
        state = Next() ^ (ulong)run;
    }

    public ulong Next()
    {
        state += Step;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to less than <paramref name="limit"/>; 0 when there is no choice.</summary>
    public int Below(int limit) => limit <= 1 ? 0 : (int)(Next() % (ulong)limit);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    public byte Byte() => (byte)Next();

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}

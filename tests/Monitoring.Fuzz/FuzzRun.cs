using System.Diagnostics;
using System.Globalization;

namespace Monitoring.Fuzz;

/// <summary>
/// Gives inputs to one target until so many are given or the time is over. An exception, a broken rule and an input that
/// is not answered within <see cref="Patience"/> end it; the input is saved as an escaped line.
/// </summary>
/// <param name="target">What takes the inputs; started already.</param>
/// <param name="seed">What the inputs follow from.</param>
/// <param name="findings">Folder for the inputs that failed.</param>
public sealed class FuzzRun(FuzzTarget target, ulong seed, string findings)
{
    // The runtime's pool of arrays keeps what was not used for less than this, and looks at a full collection only.
    private static readonly TimeSpan PoolKeeps = TimeSpan.FromSeconds(35);

    private readonly Mutations mutations = new(target);
    private readonly Outcomes outcomes = new();
    private readonly Stopwatch watch = new();
    private byte[] current = [];
    private long runs;
    private long? heapEarly;
    private long? heapLate;

    /// <summary>After this long one input counts as a hang. Generous: other programs share the machine.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>A number of inputs.</summary>
    public Task<FuzzReport> Count(long inputs, long first = 0) => Watched(() => Give(first, () => runs < inputs));

    /// <summary>As many inputs as the time holds, with the live heap measured at a fifth of it and at its end.</summary>
    public Task<FuzzReport> Last(TimeSpan time) => Watched(async () =>
    {
        await Give(0, () => watch.Elapsed < time / 5);
        heapEarly = await LiveHeap(time);
        await Give(runs, () => watch.Elapsed < time);
        heapLate = await LiveHeap(time);
    });

    private async Task<FuzzReport> Watched(Func<Task> work)
    {
        watch.Start();
        var working = Task.Run(work);
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        var (seen, since) = (-1L, watch.Elapsed);
        while (!working.IsCompleted)
        {
            await Task.WhenAny(working, clock.WaitForNextTickAsync().AsTask());
            var now = Interlocked.Read(ref runs);
            (seen, since) = now == seen ? (seen, since) : (now, watch.Elapsed);
            if (watch.Elapsed - since > Patience)
            {
                return Report($"hang: run {now} was not answered within {Patience.TotalSeconds} s; {Saved()}");
            }
        }

        // Whatever it is, it is the finding.
        return Report(working.Exception?.GetBaseException() is { } e ? $"run {runs}: {e}\n{Saved()}" : null);
    }

    private async Task Give(long first, Func<bool> goesOn)
    {
        for (var run = first; goesOn(); run++)
        {
            current = mutations.Make(seed, run);
            await target.Take(current, outcomes);
            Interlocked.Increment(ref runs);
        }
    }

    private FuzzReport Report(string? failure) =>
        new(target.Name, seed, runs, watch.Elapsed, outcomes.Counts(), heapEarly, heapLate, failure);

    private string Saved()
    {
        var line = Protocols.Hj212.Hj212Escapes.Escape(current);
        Directory.CreateDirectory(findings);
        var file = Path.Combine(findings, string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{seed}-{runs}.txt"));
        File.WriteAllText(file, line + "\n");
        return $"the input is {file}:\n{(line.Length > 400 ? line[..400] + "…" : line)}";
    }

    // The watch stands still: what waits here is no input that hangs, and no time in which inputs were given.
    private async Task<long> LiveHeap(TimeSpan time)
    {
        watch.Stop();
        Collect();
        // A large array that lies in the pool is live to the collector and no growth of the target; a short run does not wait for it.
        for (var looks = 0; looks < 2 && time >= FuzzReport.WarmedUp; looks++)
        {
            await Task.Delay(PoolKeeps, TimeProvider.System);
            Collect();
        }

        watch.Start();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }
}

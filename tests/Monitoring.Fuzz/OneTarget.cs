namespace Monitoring.Fuzz;

/// <summary>One target in this process.</summary>
internal static class OneTarget
{
    private const int Stands = 0;
    private const int Fails = 1;

    public static async Task<int> Run(string name, ulong seed, TimeSpan time, long? run, string findings)
    {
        await using var target = FuzzTargets.Find(name)!;
        await target.Start();
        var fuzz = new FuzzRun(target, seed, findings);
        var report = run is { } only ? await fuzz.Count(1, only) : await fuzz.Last(time);
        Console.WriteLine(report);
        if (report.Verdict(run is null ? target.Demanded : []) is not { } fault)
        {
            return Stands;
        }

        Console.WriteLine($"FAILED {name} --seed {seed}: {fault}");
        return Fails;
    }
}

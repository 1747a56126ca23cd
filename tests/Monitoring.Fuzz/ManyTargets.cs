using System.Diagnostics;
using System.Globalization;

namespace Monitoring.Fuzz;

/// <summary>Some targets at a time, each in a process of its own: its heap is measured alone, and a hang or a crash is its own.</summary>
internal static class ManyTargets
{
    public static async Task<int> Run(IReadOnlyList<string> names, ulong seed, double minutes, int parallel, CancellationToken stop)
    {
        var failed = 0;
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = stop }, async (name, cancelled) =>
        {
            var (exitCode, output) = await Child(["--decoder", name, "--seed", Text(seed), "--minutes", Text(minutes)], cancelled);
            Console.Write(output);
            Interlocked.Add(ref failed, exitCode == 0 ? 0 : 1);
        });
        Console.WriteLine($"{names.Count - failed} of {names.Count} targets stand, seed {seed}");
        return failed == 0 ? 0 : 1;
    }

    private static async Task<(int ExitCode, string Output)> Child(string[] arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[typeof(ManyTargets).Assembly.Location, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(stop);
            var output = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}

using System.Diagnostics;

namespace Monitoring.Benchmarks.Processes;

internal static class Waiting
{
    public static async Task Until(Func<bool> condition, TimeSpan patience, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > patience)
            {
                throw new TimeoutException($"not within {patience}: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}

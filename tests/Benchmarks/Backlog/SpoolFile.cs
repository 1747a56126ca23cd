using Monitoring.Benchmarks.Load;
using Monitoring.Gateway.Spool;

namespace Monitoring.Benchmarks.Backlog;

/// <summary>Fills a gateway's spool as an outage would have: every station's message of every minute, by the spool itself.</summary>
internal static class SpoolFile
{
    private const int AtOnce = 4096;

    /// <returns>How many messages it holds.</returns>
    public static async Task<long> Write(string folder, WaterLoad load, DateTimeOffset from, int minutes, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        var options = new SpoolOptions { QueueLength = 2 * AtOnce };
        await using var spool = await TelemetrySpool.Open(Path.Combine(folder, "spool.db"), options, clock);
        foreach (var group in load.Messages(from, minutes).Chunk(AtOnce))
        {
            await Task.WhenAll(group.Select(m => spool.Append(m, CancellationToken.None).AsTask()));
        }

        return spool.PendingRows;
    }
}

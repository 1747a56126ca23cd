using Monitoring.Contracts;
using Monitoring.Simulator.Devices;

namespace Monitoring.Simulator.Fleet;

/// <summary>Says on the console how far the back-fill is, when it is done, and what the fleet does after that.</summary>
internal sealed class FleetProgress(
    int total, IReadOnlyList<SimulatedDevice> devices, FleetCounters counters, DeviceClock clock, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromMinutes(1);

    private readonly long since = time.GetTimestamp();
    private string? saidTrouble;

    public async Task Run(CancellationToken cancellationToken)
    {
        while (Settled < total)
        {
            await Say($"back-fill {Settled}/{total} ({100L * Settled / Math.Max(1, total)} %): {counters}");
            await Task.Delay(Often, time, cancellationToken);
        }

        await SayDone();
        await output.WriteLineAsync("keeping the rhythm: water every 4 h, air every hour; Ctrl-C stops");
        var wasBehind = !clock.HasCaughtUp;
        while (true)
        {
            await Task.Delay(wasBehind ? Often : Seldom, time, cancellationToken);
            if (wasBehind && clock.HasCaughtUp)
            {
                wasBehind = false;
                await output.WriteLineAsync("device time has caught up with the real time: speed 1 from here");
            }

            await Say($"{ChinaTime.Of(clock.Now):yyyy-MM-dd HH:mm} {devices.Sum(d => d.Unsent)} waiting; {counters}");
        }
    }

    /// <summary>The line that ends a back-fill.</summary>
    public Task SayDone() => Say($"back-fill done: {total} messages in {time.GetElapsedTime(since).TotalSeconds:F1} s; {counters}");

    private long Settled => counters.Acknowledged + counters.RefusedForGood;

    private async Task Say(string text)
    {
        await output.WriteLineAsync(text);
        if (counters.LastTrouble is { } trouble && trouble != saidTrouble)
        {
            saidTrouble = trouble;
            await output.WriteLineAsync("  last trouble: " + trouble);
        }
    }
}

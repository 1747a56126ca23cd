using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Lines;

namespace Monitoring.Simulator.Replay;

/// <summary>Sends the messages of a replay, each device one after the other, all devices at once.</summary>
public sealed class ReplayRun(IReadOnlyList<ReplayedDevice> devices, DoorOptions options, RetryRules rules, TextWriter output, TimeProvider time)
{
    private const int OpeningsBeforeGivingUp = 5;
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    public FleetCounters Counters { get; } = new();

    /// <summary>True when every message was acknowledged.</summary>
    public async Task<bool> Run(CancellationToken cancellationToken)
    {
        var total = devices.Sum(d => d.Uploads.Count);
        var doors = new Doors(options, rules, time, Counters) { GiveUpAfter = OpeningsBeforeGivingUp };
        var played = devices.Select(d => (Device: d, Line: doors.For(d.Door, d.Mn, d.Password))).ToList();
        var split = played.GroupBy(p => p.Device.Door).Select(g => $"{g.Count()} over {g.Key}");
        await output.WriteLineAsync($"{total} messages of {devices.Count} devices ({string.Join(", ", split)})");

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = doors.Run(ending.Token);
        var progress = Progress(total, ending.Token);
        try
        {
            await Task.WhenAll(played.Select(p => Play(p.Device, p.Line, ending.Token)));
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(lines, progress).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await output.WriteLineAsync($"replay done: {total} messages; {Counters}");
        return Counters.Acknowledged == total;
    }

    private async Task Play(ReplayedDevice device, Line line, CancellationToken cancellationToken)
    {
        foreach (var upload in device.Uploads)
        {
            var outcome = await line.Exchange(upload, cancellationToken);
            Counters.Count(upload, outcome);
            if (outcome.Result is ExchangeResult.NotAdmitted or ExchangeResult.Unanswered)
            {
                // The rest would fare no better, and the summary says how many are missing.
                await output.WriteLineAsync($"{device.Mn}: {outcome.Detail}");
                return;
            }
        }
    }

    private async Task Progress(int total, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(ProgressEvery, time, cancellationToken);
            await output.WriteLineAsync($"replay {Counters.Acknowledged}/{total} ({100 * Counters.Acknowledged / Math.Max(1, total)} %)");
        }
    }
}

using Monitoring.Contracts;
using Monitoring.Protocols.Hj212;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Lines;
using Monitoring.Simulator.Values;

namespace Monitoring.Simulator.Tests;

/// <summary>A line that runs until the test ends.</summary>
internal sealed class RunningLine : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public RunningLine(OpenLine open, ILineDialect dialect, TimeProvider time, int? giveUpAfter = null)
    {
        Line = new Line(open, dialect, new RetryRules(), time, Counters) { GiveUpAfter = giveUpAfter };
        running = Line.Run(stop.Token);
    }

    public Line Line { get; }

    public FleetCounters Counters { get; } = new();

    public Task<ExchangeOutcome> Send(string mn = "A500000_0001", int millisecond = 0) => Line.Exchange(Message(mn, millisecond), stop.Token);

    public static Upload Message(string mn, int millisecond = 0)
    {
        var time = new DateTimeOffset(2026, 11, 21, 8, 0, 0, millisecond, ChinaTime.Offset);
        return Upload.Of(mn, "123456", StationKind.Water, Hj212Time.WriteQn(time), new Sample(time, [new MeasuredValue("w01001", "7.21", "N")]));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }
}

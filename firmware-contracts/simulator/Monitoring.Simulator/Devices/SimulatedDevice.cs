using Monitoring.Protocols.Hj212;
using Monitoring.Simulator.Fleet;
using Monitoring.Simulator.Lines;

namespace Monitoring.Simulator.Devices;

/// <summary>
/// One data logger: takes samples in its rhythm, keeps what is not acknowledged, sends one message at a time. The newest
/// sample goes first after a start, then the backlog from its oldest, so that the live picture does not wait for history.
/// </summary>
/// <remarks>
/// The logger stores data times, not frames: a sample is a pure function of its time. Eight bytes an upload, so a month
/// without a gateway is a few kilobytes and no bound is needed.
/// </remarks>
public sealed class SimulatedDevice(
    SimulatedStation station, FleetModel model, Line line, DeviceClock clock, TimeProvider time, RetryRules rules, FleetCounters counters)
{
    private readonly Queue<DateTimeOffset> unsent = new();
    private readonly string password = DevicePassword.Of(station.Mn);
    private DateTimeOffset next;
    private DateTimeOffset lastQn;

    /// <summary>Messages that wait for their acknowledgement.</summary>
    public int Unsent => unsent.Count;

    /// <summary>Puts the history since <paramref name="from"/> into the logger; the count of messages.</summary>
    public int Load(DateTimeOffset from)
    {
        next = model.NextSample(station, from - TimeSpan.FromTicks(1));
        TakeDueSamples();
        if (unsent.Count > 1)
        {
            var newestFirst = unsent.TakeLast(1).Concat(unsent.SkipLast(1)).ToList();
            unsent.Clear();
            newestFirst.ForEach(unsent.Enqueue);
        }

        return unsent.Count;
    }

    /// <summary>Sends what waits, then keeps the rhythm, until stopped. With <paramref name="once"/> it ends when nothing waits.</summary>
    public async Task Run(bool once, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            TakeDueSamples();
            if (unsent.Count == 0)
            {
                if (once)
                {
                    return;
                }

                await clock.WaitUntil(model.SentAt(station, next), cancellationToken);
                continue;
            }

            var upload = Compose(unsent.Peek());
            var outcome = await line.Exchange(upload, cancellationToken);
            counters.Count(upload, outcome);
            if (outcome.Result is ExchangeResult.Acknowledged or ExchangeResult.Refused)
            {
                failures = 0;
                unsent.Dequeue();
            }
            else
            {
                failures++;
                await Task.Delay(rules.Pause(failures), time, cancellationToken);
            }
        }
    }

    private void TakeDueSamples()
    {
        while (model.SentAt(station, next) <= clock.Now)
        {
            if (model.SampleAt(station, next) is not null)
            {
                unsent.Enqueue(next);
            }

            next = model.NextSample(station, next);
        }
    }

    private Upload Compose(DateTimeOffset dataTime)
    {
        // A QN names one exchange: never the same millisecond twice.
        var now = clock.Now;
        var earliest = lastQn + TimeSpan.FromMilliseconds(1);
        lastQn = now > earliest ? now : earliest;
        return Upload.Of(station.Mn, password, station.Kind, Hj212Time.WriteQn(lastQn), model.SampleAt(station, dataTime)!);
    }
}

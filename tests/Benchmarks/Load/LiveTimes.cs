using System.Collections.Concurrent;
using System.Diagnostics;

namespace Monitoring.Benchmarks.Load;

/// <summary>How long live messages took to their acknowledgement, to their event and to the alert that they raise.</summary>
internal sealed class LiveTimes
{
    private readonly ConcurrentDictionary<(string Station, string Mark), long> awaited = new();
    private readonly ConcurrentDictionary<string, long> awaitedAlerts = new(StringComparer.Ordinal);
    private long refused;

    public ConcurrentBag<TimeSpan> ToAcknowledgement { get; } = [];

    public ConcurrentBag<TimeSpan> ToEvent { get; } = [];

    public ConcurrentBag<TimeSpan> ToAlert { get; } = [];

    /// <summary>Messages whose event did not come until now.</summary>
    public int Awaited => awaited.Count;

    /// <summary>Answers that were no acknowledgement.</summary>
    public long Refused => Interlocked.Read(ref refused);

    public void Sent(string station, string mark, bool raisesAlert)
    {
        awaited[(station, mark)] = Stopwatch.GetTimestamp();
        if (raisesAlert)
        {
            awaitedAlerts[station] = Stopwatch.GetTimestamp();
        }
    }

    public void Acknowledged(TimeSpan after, bool isAcknowledgement)
    {
        ToAcknowledgement.Add(after);
        if (!isAcknowledgement)
        {
            Interlocked.Increment(ref refused);
        }
    }

    public void Seen(string station, string parameter)
    {
        if (awaited.TryRemove((station, parameter), out var sent))
        {
            ToEvent.Add(Stopwatch.GetElapsedTime(sent));
        }
    }

    public void AlertSeen(string station)
    {
        if (awaitedAlerts.TryRemove(station, out var sent))
        {
            ToAlert.Add(Stopwatch.GetElapsedTime(sent));
        }
    }

    /// <summary>What was measured until now was the start of the programs: it does not count.</summary>
    public void Forget()
    {
        ToAcknowledgement.Clear();
        ToEvent.Clear();
        ToAlert.Clear();
    }

    /// <summary>Seconds within which a share of the times lies; 0 when there are none.</summary>
    public static double Percentile(IReadOnlyCollection<TimeSpan> times, double share)
    {
        var ordered = times.Order().ToList();
        return ordered.Count == 0 ? 0 : ordered[Math.Min(ordered.Count - 1, (int)(ordered.Count * share))].TotalSeconds;
    }
}

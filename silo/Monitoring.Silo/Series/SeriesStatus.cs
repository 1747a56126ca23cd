using System.Diagnostics.Metrics;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Series;

/// <summary>How the follower stands, for health and metrics (meter <see cref="MeterName"/>).</summary>
internal sealed class SeriesStatus : IDisposable
{
    public const string MeterName = "Monitoring.Silo.Series";

    private readonly Lock gate = new();
    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> told;
    private readonly Counter<long> failures;
    private readonly Counter<long> refused;
    private SeriesBacklog backlog = SeriesBacklog.None;
    private (string Reason, DateTimeOffset Since)? failure;

    public SeriesStatus(TimeProvider clock)
    {
        told = meter.CreateCounter<long>("monitoring.series.told", "{reading}", "Readings that the raw series was told or refused");
        refused = meter.CreateCounter<long>("monitoring.series.refused", "{reading}", "Readings that the raw series refused and that were parked, repeats included");
        failures = meter.CreateCounter<long>("monitoring.series.failures", "{write}", "Writes that failed with all their repeats");
        meter.CreateObservableGauge("monitoring.series.waiting", () => Backlog.Waiting, "{message}", "Changed messages that the raw series was not told yet");
        meter.CreateObservableGauge("monitoring.series.lag", () => LagAt(clock.GetUtcNow()).TotalSeconds, "s", "Age of the oldest of them");
        meter.CreateObservableGauge("monitoring.series.copying", () => Backlog.IsWhole ? 0 : 1, "{copy}", "1 while what was there before is being copied");
        meter.CreateObservableGauge("monitoring.series.parked", () => Backlog.Parked, "{reading}", "Readings that the raw series refused");
        meter.CreateObservableGauge("monitoring.series.doubtful", () => Backlog.Doubtful, "{message}", "Messages told that an unanswered request may still change in the raw series: they are told again");
    }

    public SeriesBacklog Backlog
    {
        get
        {
            lock (gate)
            {
                return backlog;
            }
        }
    }

    /// <summary>Why it does not follow, and since when; null while it does.</summary>
    public (string Reason, DateTimeOffset Since)? Failure
    {
        get
        {
            lock (gate)
            {
                return failure;
            }
        }
    }

    public TimeSpan LagAt(DateTimeOffset now) => Backlog.Oldest is { } oldest && oldest < now ? now - oldest : TimeSpan.Zero;

    public void Works(SeriesBacklog now, int readings)
    {
        told.Add(readings);
        lock (gate)
        {
            (backlog, failure) = (now, null);
        }
    }

    public void Refused(int readings) => refused.Add(readings);

    public void Waits(SeriesBacklog now)
    {
        lock (gate)
        {
            backlog = now;
        }
    }

    /// <summary>True when this is another failure than the last one, worth a line in the log.</summary>
    public bool Fails(string reason, DateTimeOffset now)
    {
        failures.Add(1);
        lock (gate)
        {
            var isNews = failure?.Reason != reason;
            failure = (reason, failure?.Since ?? now);
            return isNews;
        }
    }

    public void Dispose() => meter.Dispose();
}

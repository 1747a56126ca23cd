using System.Collections.Concurrent;
using Monitoring.Contracts;
using Monitoring.Storage;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Tests.Series;

/// <summary>A series server that keeps what it was told last, as InfluxDB does, and fails when told to.</summary>
internal sealed class SimulatedSeries : ISeriesStore
{
    private readonly ConcurrentDictionary<(StationId, ReadingKey), StoredReading> points = new();
    private readonly Queue<IReadOnlyCollection<SeriesPoint>> held = new();

    /// <summary>Why it refuses a reading; null takes it.</summary>
    public Func<SeriesPoint, string?> Refuses { get; set; } = static _ => null;

    /// <summary>Away: it answers nothing.</summary>
    public bool IsAway { get; set; }

    /// <summary>It takes the readings, and its answer is lost.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>It stalls: its answer comes too late, and it takes the readings when <see cref="CarryOut"/> says so.</summary>
    public bool Stalls { get; set; }

    /// <summary>It stalls at the first attempt of each write and takes the second.</summary>
    public bool StallsAtFirst { get; set; }

    public int Writes { get; private set; }

    public IReadOnlyDictionary<(StationId Station, ReadingKey Key), StoredReading> Points => points;

    /// <summary>What it was asked for while it stalled: nobody waits for it any more.</summary>
    public void CarryOut()
    {
        while (held.TryDequeue(out var late))
        {
            Take(late);
        }
    }

    public Task<SeriesAnswer> Write(IReadOnlyCollection<SeriesPoint> told, CancellationToken cancellationToken)
    {
        Writes++;
        if (IsAway)
        {
            throw new StoreUnavailableException("the series server is away");
        }

        if (Stalls || StallsAtFirst)
        {
            held.Enqueue(told);
        }

        if (Stalls)
        {
            throw new StoreUnavailableException("the series server did not answer in time");
        }

        var refused = told.Select(p => (Point: p, Reason: Refuses(p))).Where(p => p.Reason is not null).Select(p => new RejectedPoint(p.Point, p.Reason!)).ToList();
        Take(told.Except(refused.Select(r => r.Point)));
        return LosesAnswers ? throw new StoreUnavailableException("the answer is lost") : Task.FromResult(new SeriesAnswer(refused, StallsAtFirst));
    }

    public Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken) => throw new NotSupportedException("nobody reads it here");

    private void Take(IEnumerable<SeriesPoint> taken)
    {
        foreach (var point in taken)
        {
            points[(point.Station, point.Version.Reading.Key)] = point.Version;
        }
    }
}

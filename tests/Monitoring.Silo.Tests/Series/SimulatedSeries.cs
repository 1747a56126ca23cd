using System.Collections.Concurrent;
using Monitoring.Contracts;
using Monitoring.Storage;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Tests.Series;

/// <summary>A series server that keeps what it was told last, as InfluxDB does, and fails when told to.</summary>
internal sealed class SimulatedSeries : ISeriesStore
{
    private readonly ConcurrentDictionary<(StationId, ReadingKey), StoredReading> points = new();

    /// <summary>Why it refuses a reading; null takes it.</summary>
    public Func<SeriesPoint, string?> Refuses { get; set; } = static _ => null;

    /// <summary>Away: it answers nothing.</summary>
    public bool IsAway { get; set; }

    /// <summary>It takes the readings, and its answer is lost.</summary>
    public bool LosesAnswers { get; set; }

    public int Writes { get; private set; }

    public IReadOnlyDictionary<(StationId Station, ReadingKey Key), StoredReading> Points => points;

    public Task<IReadOnlyList<RejectedPoint>> Write(IReadOnlyCollection<SeriesPoint> told, CancellationToken cancellationToken)
    {
        Writes++;
        if (IsAway)
        {
            throw new StoreUnavailableException("the series server is away");
        }

        var refused = told.Select(p => (Point: p, Reason: Refuses(p))).Where(p => p.Reason is not null).Select(p => new RejectedPoint(p.Point, p.Reason!)).ToList();
        foreach (var point in told.Except(refused.Select(r => r.Point)))
        {
            points[(point.Station, point.Version.Reading.Key)] = point.Version;
        }

        return LosesAnswers ? throw new StoreUnavailableException("the answer is lost") : Task.FromResult<IReadOnlyList<RejectedPoint>>(refused);
    }

    public Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken) => throw new NotSupportedException("nobody reads it here");
}

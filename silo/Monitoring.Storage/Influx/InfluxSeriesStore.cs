using Monitoring.Storage.Series;

namespace Monitoring.Storage.Influx;

/// <summary>
/// The raw series in InfluxDB, by this project's own HTTP client: written as line protocol, read by InfluxQL. It keeps the current version of each
/// reading; corrections, aggregates, verdicts and alerts are the state store's.
/// </summary>
public sealed class InfluxSeriesStore : ISeriesStore, IDisposable
{
    private readonly InfluxWriter writer;
    private readonly InfluxQlReader reader;
    private readonly InfluxHttp http;

    public InfluxSeriesStore(InfluxOptions options, TimeProvider clock)
    {
        http = new InfluxHttp(options, clock);
        writer = new InfluxWriter(new HttpLineDoor(http, options), options, clock);
        reader = new InfluxQlReader(http, options);
    }

    public Task<SeriesAnswer> Write(IReadOnlyCollection<SeriesPoint> points, CancellationToken cancellationToken) => writer.Write(points, cancellationToken);

    public Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken) =>
        reader.Readings(range, cursor, limit, cancellationToken);

    public void Dispose() => writer.Dispose();
}

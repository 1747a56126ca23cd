using InfluxDB.Client;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.InfluxClient;

/// <summary>The raw series in InfluxDB 2 by InfluxDB.Client: the same points, written at <c>/api/v2/write</c> and read by Flux, which the library has and InfluxQL it has not.</summary>
public sealed class InfluxClientSeriesStore : ISeriesStore, IDisposable
{
    private readonly InfluxWriter writer;
    private readonly FluxReader reader;

    public InfluxClientSeriesStore(InfluxOptions options, TimeProvider clock)
    {
        var settings = new InfluxDBClientOptions(options.Url!.AbsoluteUri) { Org = options.Organization, Bucket = options.Bucket, Timeout = options.AttemptTimeout };
        if (options.TokenText() is { Length: > 0 } token)
        {
            settings.Token = token;
        }

        var client = new InfluxDBClient(settings);
        client.EnableGzip();
        writer = new InfluxWriter(new ClientLineDoor(client, options), options, clock);
        reader = new FluxReader(client, options);
    }

    public Task<SeriesAnswer> Write(IReadOnlyCollection<SeriesPoint> points, CancellationToken cancellationToken) => writer.Write(points, cancellationToken);

    public Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken) =>
        reader.Readings(range, cursor, limit, cancellationToken);

    public void Dispose() => writer.Dispose();
}

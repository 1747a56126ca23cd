using System.Globalization;
using InfluxDB.Client;
using InfluxDB.Client.Core.Exceptions;
using Monitoring.Contracts;
using Monitoring.Storage.Influx;

namespace Monitoring.Storage.InfluxClient;

/// <summary>
/// Reads by Flux, which InfluxDB 2 serves. One row per point: the fields are turned into columns. The answer is taken as the text that it is: the library's
/// own tables need an older CsvHelper than the product has.
/// </summary>
internal sealed class FluxReader(InfluxDBClient client, InfluxOptions options)
{
    // What nanoseconds of 64 bits reach; Flux knows no other time.
    private static readonly DateTimeOffset Earliest = new(1678, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2262, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="StoreUnavailableException">No answer, or one that is none.</exception>
    public Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken) =>
        SeriesPages.Read(range, cursor, limit, (from, rows) => Ask(range, DateTimeOffset.FromUnixTimeMilliseconds(from), rows, cancellationToken));

    private async Task<SeriesRows> Ask(ReadingRange range, DateTimeOffset from, int rows, CancellationToken cancellationToken)
    {
        if (Time(from) == Time(range.To))
        {
            // Flux refuses an empty range.
            return new SeriesRows([]);
        }

        var kinds = range.Kind is { } kind ? [kind] : new[] { ReadingKind.Instant, ReadingKind.Mean };
        var question = $"""
            from(bucket: {Words(options.Bucket)})
              |> range(start: {Time(from)}, stop: {Time(range.To)})
              |> filter(fn: (r) => r._measurement == {Words(options.Measurement)} and r.station == {Words(range.Station.Value)} and r.parameter == {Words(range.Parameter.Value)})
              |> filter(fn: (r) => {string.Join(" or ", kinds.Select(k => $"r.kind == {Words(LineProtocol.Text(k))}"))})
              |> filter(fn: (r) => r._field != "value" and r._field != "valid")
              |> pivot(rowKey: ["_time", "kind", "length", "source"], columnKey: ["_field"], valueColumn: "_value")
              |> group()
              |> sort(columns: ["_time", "length", "kind", "source"])
              |> limit(n: {rows})
            """;
        try
        {
            var answer = await client.GetQueryApi().QueryRawAsync(question, QueryApi.Dialect, options.Organization, cancellationToken);

            // The library answers what it has when it is told to stop.
            cancellationToken.ThrowIfCancellationRequested();
            return new SeriesRows([.. FluxRow.All(answer).Select(r => Row(range, r))]);
        }
        catch (Exception e) when (e is InfluxException or HttpRequestException or FormatException)
        {
            throw new StoreUnavailableException($"{InfluxUnavailableException.Server(options.Url!)} answered no readings: {e.Message}", e);
        }
    }

    private static StoredReading Row(ReadingRange range, FluxRow row)
    {
        var key = new ReadingKey(
            range.Parameter, LineProtocol.Kind(row.Text("kind")), row.Time("_time"), LineProtocol.Length(row.Text("length")), LineProtocol.Source(row.Text("source")));
        return new StoredReading(
            new Reading(key, row.Text("text"), row.Text("flag"), row.Text("unit")),
            new ReadingOrigin(Instant(row, "sent_at"), row.Text("gateway"), row.Number("sequence")),
            Instant(row, "received_at"),
            Instant(row, "gateway_at"));
    }

    private static DateTimeOffset Instant(FluxRow row, string column) => DateTimeOffset.FromUnixTimeMilliseconds(row.Number(column));

    private static string Time(DateTimeOffset time)
    {
        var known = time < Earliest ? Earliest : time > Latest ? Latest : time;
        return known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    private static string Words(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("${", "\\${", StringComparison.Ordinal)}\"";
}

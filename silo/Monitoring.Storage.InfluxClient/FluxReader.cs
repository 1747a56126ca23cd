using System.Globalization;
using InfluxDB.Client;
using InfluxDB.Client.Core.Exceptions;
using InfluxDB.Client.Core.Flux.Domain;
using Monitoring.Contracts;
using Monitoring.Storage.Influx;

namespace Monitoring.Storage.InfluxClient;

/// <summary>Reads by Flux, which InfluxDB 2 serves. One row per point: the fields are turned into columns.</summary>
internal sealed class FluxReader(InfluxDBClient client, InfluxOptions options)
{
    // What nanoseconds of 64 bits reach; Flux knows no other time.
    private static readonly DateTimeOffset Earliest = new(1678, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2262, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="StoreUnavailableException">No answer, or one that is none.</exception>
    public Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken) =>
        SeriesPages.Read(range, cursor, limit, (from, rows) => Ask(range, DateTimeOffset.FromUnixTimeMilliseconds(from), rows, cancellationToken));

    private async Task<List<StoredReading>> Ask(ReadingRange range, DateTimeOffset from, int rows, CancellationToken cancellationToken)
    {
        if (Time(from) == Time(range.To))
        {
            // Flux refuses an empty range.
            return [];
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
            var tables = await client.GetQueryApi().QueryAsync(question, options.Organization, cancellationToken);
            return [.. tables.SelectMany(t => t.Records).Select(r => Row(range, r))];
        }
        catch (Exception e) when (e is InfluxException or HttpRequestException or FormatException or InvalidCastException)
        {
            throw new StoreUnavailableException($"the series server {options.Url!.GetLeftPart(UriPartial.Authority)} answered no readings: {e.Message}", e);
        }
    }

    private static StoredReading Row(ReadingRange range, FluxRecord record)
    {
        var start = record.GetTime() ?? throw new FormatException("a row without a time");
        var key = new ReadingKey(
            range.Parameter, LineProtocol.Kind(Text(record, "kind")), start.ToDateTimeOffset(), LineProtocol.Length(Text(record, "length")), LineProtocol.Source(Text(record, "source")));
        return new StoredReading(
            new Reading(key, Text(record, "text"), Text(record, "flag"), Text(record, "unit")),
            new ReadingOrigin(Instant(record, "sent_at"), Text(record, "gateway"), Number(record, "sequence")),
            Instant(record, "received_at"),
            Instant(record, "gateway_at"));
    }

    private static string Text(FluxRecord record, string column) => record.GetValueByKey(column) as string ?? "";

    private static long Number(FluxRecord record, string column) => Convert.ToInt64(record.GetValueByKey(column), CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(FluxRecord record, string column) => DateTimeOffset.FromUnixTimeMilliseconds(Number(record, column));

    private static string Time(DateTimeOffset time)
    {
        var known = time < Earliest ? Earliest : time > Latest ? Latest : time;
        return known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    private static string Words(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("${", "\\${", StringComparison.Ordinal)}\"";
}

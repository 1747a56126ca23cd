using System.Globalization;
using System.Text.Json;
using Monitoring.Contracts;

namespace Monitoring.Storage.Influx;

/// <summary>Reads by InfluxQL at <c>/query</c>, which InfluxDB 1, 2 (with a mapped database) and 3 serve.</summary>
internal sealed class InfluxQlReader(InfluxHttp http, InfluxOptions options)
{
    private const string Columns = """
        "text", "flag", "unit", "gateway", "sequence", "sent_at", "gateway_at", "received_at", "kind", "length", "source"
        """;

    // What nanoseconds of 64 bits reach; a question beyond is refused.
    private const long Earliest = -9_223_372_036_854;
    private const long Latest = 9_223_372_036_854;

    /// <exception cref="StoreUnavailableException">No answer, or one that is none.</exception>
    public Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken) =>
        SeriesPages.Read(range, cursor, limit, (from, rows) => Ask(range, from, rows, cancellationToken));

    private async Task<SeriesRows> Ask(ReadingRange range, long from, int rows, CancellationToken cancellationToken)
    {
        var place = options.RetentionPolicy.Length > 0 ? $"{Name(options.RetentionPolicy)}.{Name(options.Measurement)}" : Name(options.Measurement);
        var kinds = range.Kind is { } kind ? [kind] : new[] { ReadingKind.Instant, ReadingKind.Mean };
        var question = $"""
            SELECT {Columns} FROM {place}
            WHERE "station" = {Words(range.Station.Value)} AND "parameter" = {Words(range.Parameter.Value)}
              AND ({string.Join(" OR ", kinds.Select(k => $"\"kind\" = {Words(LineProtocol.Text(k))}"))})
              AND time >= {Math.Clamp(from, Earliest, Latest)}ms AND time < {Math.Clamp(range.To.ToUnixTimeMilliseconds(), Earliest, Latest)}ms
            ORDER BY time ASC LIMIT {rows}
            """;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"query?db={Uri.EscapeDataString(options.Database)}&epoch=ms&q={Uri.EscapeDataString(question)}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.AttemptTimeout);
        try
        {
            var answer = await http.Send(request, patience.Token);
            return answer.IsSuccess ? Rows(range, answer.Body) : throw http.Unavailable(answer);
        }
        catch (InfluxUnavailableException e)
        {
            throw new StoreUnavailableException(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"{InfluxUnavailableException.Server(options.Url!)} did not answer in time", e);
        }
    }

    private SeriesRows Rows(ReadingRange range, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var result = document.RootElement.GetProperty("results")[0];
            if (result.TryGetProperty("error", out var error))
            {
                throw new StoreUnavailableException($"{InfluxUnavailableException.Server(options.Url!)} answered: {error.GetString()}");
            }

            var (found, isShortened) = (new List<StoredReading>(), IsPartial(result));
            if (result.TryGetProperty("series", out var series))
            {
                foreach (var part in series.EnumerateArray())
                {
                    isShortened |= IsPartial(part);
                    var columns = part.GetProperty("columns").EnumerateArray().Select((c, i) => (Name: c.GetString()!, Place: i)).ToDictionary(c => c.Name, c => c.Place);
                    found.AddRange(part.GetProperty("values").EnumerateArray().Select(row => Row(range, name => row[columns[name]])));
                }
            }

            return new SeriesRows(found, isShortened);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new StoreUnavailableException($"the answer of {InfluxUnavailableException.Server(options.Url!)} is none of InfluxQL: {e.Message}", e);
        }
    }

    // A server with a max-row-limit says so at the series, other ones at the result.
    private static bool IsPartial(JsonElement answer) => answer.TryGetProperty("partial", out var partial) && partial.ValueKind is JsonValueKind.True;

    private static StoredReading Row(ReadingRange range, Func<string, JsonElement> column)
    {
        var key = new ReadingKey(
            range.Parameter,
            LineProtocol.Kind(column("kind").GetString()!),
            Instant(column("time")),
            LineProtocol.Length(column("length").GetString()!),
            LineProtocol.Source(column("source").GetString()!));
        return new StoredReading(
            new Reading(key, Text(column("text")), Text(column("flag")), Text(column("unit"))),
            new ReadingOrigin(Instant(column("sent_at")), Text(column("gateway")), Number(column("sequence"))),
            Instant(column("received_at")),
            Instant(column("gateway_at")));
    }

    private static string Text(JsonElement element) => element.GetString() ?? "";

    private static DateTimeOffset Instant(JsonElement element) => DateTimeOffset.FromUnixTimeMilliseconds(Number(element));

    // Some servers answer whole numbers as floats.
    private static long Number(JsonElement element) => element.TryGetInt64(out var number) ? number : (long)decimal.Parse(element.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Name(string identifier) => $"\"{identifier.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Words(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}

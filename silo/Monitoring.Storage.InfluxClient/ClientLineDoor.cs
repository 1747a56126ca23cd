using System.Text;
using InfluxDB.Client;
using InfluxDB.Client.Api.Domain;
using InfluxDB.Client.Core.Exceptions;
using Monitoring.Storage.Influx;

namespace Monitoring.Storage.InfluxClient;

/// <summary>
/// Lines by the library's awaitable writer, which sends one request per call and repeats nothing: who is told "taken" can rely on it. Its background writer has an
/// unbounded buffer and cannot say what is durable.
/// </summary>
internal sealed class ClientLineDoor(InfluxDBClient client, InfluxOptions options) : ILineDoor
{
    private const int NoContent = 204;

    private readonly WriteApiAsync write = client.GetWriteApiAsync();

    public async Task<LineAnswer> Send(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        try
        {
            await write.WriteRecordAsync(Encoding.UTF8.GetString(lines.Span), WritePrecision.Ms, options.Bucket, options.Organization, cancellationToken);
            return new LineAnswer(NoContent, "");
        }
        catch (HttpException e) when (e.Status is 400 or 413 or 422)
        {
            return new LineAnswer(e.Status, e.ErrorBody is { Count: > 0 } body ? body.ToString() : e.Message);
        }
        catch (HttpException e)
        {
            throw InfluxUnavailableException.Of(options.Url!, e.Status, e.Message, e.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null, e);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw InfluxUnavailableException.Of(options.Url!, status: 0, e.Message, retryAfter: null, e);
        }
    }

    public void Dispose() => client.Dispose();
}

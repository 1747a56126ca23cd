using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Monitoring.Contracts;

namespace Monitoring.Gateway.Uplink;

/// <summary>
/// The backend over HTTP: one batch, one receipt, in protobuf. It translates answers and decides nothing; timeouts and
/// repeats belong to <see cref="UplinkPipeline"/> alone.
/// </summary>
public sealed class HttpIngestClient(HttpClient http, UplinkOptions options, TimeProvider clock) : IIngest
{
    private const int MaxAnswerBytes = 4 * 1024 * 1024;
    private const int MaxProblemLength = 500;

    /// <summary>A client for <see cref="UplinkOptions.Url"/> whose connections are renewed, so that a moved backend is found again.</summary>
    public static HttpClient Connect(UplinkOptions options) =>
        // A POST that is sent elsewhere becomes a GET without a token there: who moved the backend must hear of it.
        new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10), AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(options.Url!.AbsoluteUri.TrimEnd('/') + "/"),
            MaxResponseContentBufferSize = MaxAnswerBytes,
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <exception cref="IngestUnavailableException">Try the same batch later.</exception>
    /// <exception cref="IngestRefusedException">The same batch will not be taken.</exception>
    public async Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/ingest") { Content = Body(batch) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(UplinkWire.ContentType));
        if (options.Token is { Length: > 0 } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK ? await Receipt(response, cancellationToken) : throw await Failure(response, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A connection that takes too long shows as a cancellation that nobody asked for.
            throw new IngestUnavailableException($"the backend {http.BaseAddress} cannot be reached: {e.Message}", inner: e);
        }
    }

    private static async Task<IngestReceipt> Receipt(HttpResponseMessage response, CancellationToken cancellationToken) =>
        UplinkWire.TryRead(await response.Content.ReadAsByteArrayAsync(cancellationToken), out IngestReceipt? receipt)
            ? receipt
            : throw new IngestUnavailableException("the backend's answer is no receipt; is the address the one of a Monitoring API?");

    private static async Task<string> Problem(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            var problem = JsonDocument.Parse(text).RootElement;
            return problem.ValueKind is JsonValueKind.Object && (problem.TryGetProperty("detail", out var words) || problem.TryGetProperty("title", out words))
                ? words.ToString()
                : Shorten(text);
        }
        catch (JsonException)
        {
            return Shorten(text);
        }
    }

    private static string Shorten(string text) => text.Length <= MaxProblemLength ? text : text[..MaxProblemLength] + "…";

    private HttpContent Body(IngestBatch batch)
    {
        var bytes = UplinkWire.Write(batch);
        if (!options.Compress)
        {
            return new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(UplinkWire.ContentType) } };
        }

        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        compressed.Position = 0;
        return new StreamContent(compressed) { Headers = { ContentType = new MediaTypeHeaderValue(UplinkWire.ContentType), ContentEncoding = { "gzip" } } };
    }

    private async Task<GatewayException> Failure(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = response.StatusCode;
        var problem = response switch
        {
            { Headers.Location: { } elsewhere } => $"it is at {elsewhere} now (Uplink:Url)",
            { StatusCode: HttpStatusCode.Unauthorized } => "it does not know the token; a gateway's is Uplink:Token, made by an admin with POST /api/v1/tokens",
            _ => await Problem(response, cancellationToken),
        };
        var isDecision = (int)status is >= 300 and < 500 and not 408 and not 429;
        return isDecision
            ? new IngestRefusedException(status, problem)
            : new IngestUnavailableException($"the backend answered {(int)status}: {problem}", RetryAfter(response));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };
}

using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace Monitoring.Storage.Influx;

/// <summary>Line protocol over HTTP, compressed: <c>/write</c> or <c>/api/v2/write</c>.</summary>
internal sealed class HttpLineDoor(InfluxHttp http, InfluxOptions options) : ILineDoor
{
    private readonly string address = options.Api is InfluxApi.V1
        ? $"write?db={Escaped(options.Database)}{(options.RetentionPolicy.Length > 0 ? $"&rp={Escaped(options.RetentionPolicy)}" : "")}&precision=ms"
        : $"api/v2/write?org={Escaped(options.Organization)}&bucket={Escaped(options.Bucket)}&precision=ms";

    public async Task<LineAnswer> Send(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = Compressed(lines) };
        var answer = await http.Send(request, cancellationToken);
        return answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity || answer.IsSuccess
            ? new LineAnswer((int)answer.Status, answer.Body)
            : throw http.Unavailable(answer);
    }

    public void Dispose() => http.Dispose();

    private static StreamContent Compressed(ReadOnlyMemory<byte> lines)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(lines.Span);
        }

        compressed.Position = 0;
        return new StreamContent(compressed) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain", "utf-8"), ContentEncoding = { "gzip" } } };
    }

    private static string Escaped(string text) => Uri.EscapeDataString(text);
}

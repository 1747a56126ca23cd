using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests.Influx;

/// <summary>What a request brought.</summary>
internal sealed record WriteRequest(string Path, string Query, string? Authorization, string? Encoding, IReadOnlyList<string> Lines);

/// <summary>A real HTTP server with scripted answers, for those that an InfluxDB of this machine does not give.</summary>
internal sealed class SimulatedInflux : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Func<WriteRequest, (int Status, string Body, string? RetryAfter)> script;
    private readonly ConcurrentQueue<WriteRequest> requests = new();

    public SimulatedInflux(Func<WriteRequest, (int Status, string Body, string? RetryAfter)> script)
    {
        this.script = script;
        Url = new Uri($"http://127.0.0.1:{FreePort.Take()}/");
        listener.Prefixes.Add(Url.AbsoluteUri);
        listener.Start();
        _ = Serve();
    }

    public Uri Url { get; }

    public IReadOnlyCollection<WriteRequest> Requests => requests;

    /// <summary>The lines of requests that were answered with success.</summary>
    public ConcurrentBag<string> Taken { get; } = [];

    public void Dispose() => listener.Close();

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await Answer(context);
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        var encoding = context.Request.Headers["Content-Encoding"];
        await using var content = encoding == "gzip" ? new GZipStream(context.Request.InputStream, CompressionMode.Decompress) : context.Request.InputStream;
        using var reader = new StreamReader(content, Encoding.UTF8);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var request = new WriteRequest(context.Request.Url!.AbsolutePath, context.Request.Url.Query, context.Request.Headers["Authorization"], encoding, lines);
        var (status, body, retryAfter) = script(request);
        if (status is >= 200 and < 300)
        {
            Array.ForEach(lines, Taken.Add);
        }

        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers["Retry-After"] = retryAfter;
        }

        requests.Enqueue(request);
        if (status != 204)
        {
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        }

        context.Response.Close();
    }
}

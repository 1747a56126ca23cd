using System.Collections.Concurrent;
using System.Net;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Series;

/// <summary>A way to a series server on which requests get stuck: their senders give up, and they arrive when a test says so.</summary>
internal sealed class StallingServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient http = new();
    private readonly Uri server;
    private readonly ConcurrentQueue<(Uri Address, byte[] Body)> stuck = new();

    public StallingServer(Uri server)
    {
        this.server = server;
        Url = new Uri($"http://127.0.0.1:{FreePort.Take()}/");
        listener.Prefixes.Add(Url.AbsoluteUri);
        listener.Start();
        _ = Serve();
    }

    public Uri Url { get; }

    public bool Stalls { get; set; }

    public int Stuck => stuck.Count;

    /// <summary>What is stuck arrives; ends once the server has carried it out.</summary>
    public async Task Arrive()
    {
        while (stuck.TryDequeue(out var late))
        {
            using var answer = await Pass(late.Address, late.Body);
            answer.EnsureSuccessStatusCode();
        }
    }

    public void Dispose()
    {
        listener.Close();
        http.Dispose();
    }

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            try
            {
                await Answer(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed, or a sender that did not wait.
            }
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var address = new Uri(server, context.Request.RawUrl!);
        if (Stalls)
        {
            stuck.Enqueue((address, body.ToArray()));
            return;
        }

        using var answer = await Pass(address, body.ToArray());
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.Close();
    }

    private Task<HttpResponseMessage> Pass(Uri address, byte[] body) =>
        http.PostAsync(address, new ByteArrayContent(body) { Headers = { ContentEncoding = { "gzip" } } });
}

using System.Text.Json;

namespace Monitoring.Testing;

/// <summary>VictoriaMetrics of Debian on a free port; it takes line protocol at <c>/write</c> and <c>/api/v2/write</c> and keeps its numbers.</summary>
public sealed class VictoriaServer : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ServerProcess server;

    private VictoriaServer(string program)
    {
        var port = FreePort.Take();
        Url = new Uri($"http://127.0.0.1:{port}");
        server = new ServerProcess(
            program,
            () => [$"-storageDataPath={folder["data"]}", $"-httpListenAddr=127.0.0.1:{port}", "-retentionPeriod=100y", "-dedup.minScrapeInterval=1ms", "-loggerLevel=ERROR"],
            new Uri(Url, "health"));
    }

    /// <summary>Why a test of it cannot run here; empty when it can.</summary>
    public static string AbsentReason => ServerProcess.Find("victoria-metrics") is null ? "victoria-metrics is not installed" : "";

    public Uri Url { get; }

    public static async Task<VictoriaServer> Start()
    {
        var victoria = new VictoriaServer(ServerProcess.Find("victoria-metrics")!);
        await victoria.server.Start();
        return victoria;
    }

    /// <summary>The values of a metric with such labels, by time (milliseconds since 1970).</summary>
    public async Task<IReadOnlyList<(IReadOnlyDictionary<string, string> Labels, long Time, double Value)>> Export(string selector)
    {
        using var http = new HttpClient();

        // What was just taken is not yet searched otherwise.
        using var flushed = await http.GetAsync(new Uri(Url, "internal/force_flush"));
        var answer = await http.GetStringAsync(new Uri(Url, $"api/v1/export?match[]={Uri.EscapeDataString(selector)}"));
        var found = new List<(IReadOnlyDictionary<string, string>, long Time, double)>();
        foreach (var line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var series = JsonDocument.Parse(line);
            var labels = series.RootElement.GetProperty("metric").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!);
            var values = series.RootElement.GetProperty("values").EnumerateArray().Select(v => v.GetDouble());
            found.AddRange(series.RootElement.GetProperty("timestamps").EnumerateArray().Select(t => t.GetInt64()).Zip(values, (t, v) => ((IReadOnlyDictionary<string, string>)labels, t, v)));
        }

        return [.. found.OrderBy(f => f.Time)];
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }
}

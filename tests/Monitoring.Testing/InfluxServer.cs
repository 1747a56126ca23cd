namespace Monitoring.Testing;

/// <summary>InfluxDB 1.6 of Debian on free ports, with a database per test.</summary>
public sealed class InfluxServer : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ServerProcess server;

    private InfluxServer(string program, int maxRows)
    {
        var (http, internalPort) = (FreePort.Take(), FreePort.Take());
        Url = new Uri($"http://127.0.0.1:{http}");
        var configuration = folder["influxdb.conf"];
        File.WriteAllText(configuration, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{internalPort}"
            [meta]
              dir = "{folder["meta"]}"
            [data]
              dir = "{folder["data"]}"
              wal-dir = "{folder["wal"]}"
              query-log-enabled = false
            [monitor]
              store-enabled = false
            [http]
              bind-address = "127.0.0.1:{http}"
              log-enabled = false
              max-row-limit = {maxRows}

            """);
        server = new ServerProcess(program, () => ["-config", configuration], new Uri(Url, "ping"));
    }

    /// <summary>Why a test of it cannot run here; empty when it can.</summary>
    public static string AbsentReason => ServerProcess.Find("influxd") is null ? "influxdb is not installed" : "";

    public Uri Url { get; }

    /// <param name="maxRows">Of an answer; 0 for as many as there are.</param>
    public static async Task<InfluxServer> Start(int maxRows = 0)
    {
        var influx = new InfluxServer(ServerProcess.Find("influxd")!, maxRows);
        await influx.server.Start();
        return influx;
    }

    public Task Kill() => server.Kill();

    /// <summary>Again, on the same port and with what it has on disk.</summary>
    public Task Resume() => server.Start();

    public Task CreateDatabase(string name) => Query($"CREATE DATABASE \"{name}\"");

    /// <summary>The server's own words to a statement of InfluxQL.</summary>
    public async Task<string> Query(string statement, string database = "")
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(Url, $"query?epoch=ms&db={database}"), new FormUrlEncodedContent([new("q", statement)]));
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>Writes a line as another program would.</summary>
    public async Task Write(string database, string line)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(Url, $"write?precision=ms&db={database}"), new StringContent(line));
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }
}

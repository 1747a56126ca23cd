using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Processes;

/// <summary>The backend (stations, store and API) as one process and a gateway as another, joined by HTTP.</summary>
internal sealed class ServedProduct : IAsyncDisposable
{
    private readonly TemporaryFolder folder;

    private ServedProduct(TemporaryFolder folder, ProductProcess backend, ProductProcess gateway, HttpClient client)
    {
        this.folder = folder;
        Backend = backend;
        Gateway = gateway;
        Client = client;
    }

    public ProductProcess Backend { get; }

    public ProductProcess Gateway { get; }

    /// <summary>Logged in as the first administrator of the backend.</summary>
    public HttpClient Client { get; }

    /// <summary>The folder of the gateway's spool, to be filled before the start.</summary>
    public static string SpoolFolderIn(TemporaryFolder folder) => Path.Combine(folder["edge"], "gateway");

    public static async Task<ServedProduct> Start(TemporaryFolder folder)
    {
        var backend = await ProductProcess.Start(
            "Monitoring.Api", Directory.CreateDirectory(folder["central"]).FullName, folder["central.log"], new Dictionary<string, string>(StringComparer.Ordinal), "--no-gateway", "--http", "0");
        var client = new HttpClient { BaseAddress = backend.Http, Timeout = Timeout.InfiniteTimeSpan };
        var password = (await File.ReadAllTextAsync(Path.Combine(folder["central"], "initial-admin-password"))).Trim();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Said(client, "api/v1/auth/token", new { user = "admin", password }, "accessToken"));
        var token = await Said(client, "api/v1/tokens", new { name = "edge-1" }, "token");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Uplink__Token"] = token,
            ["Devices__AutoRegister"] = "true",
            // The devices connect at once and speak one after the other.
            ["Gateway__Lines__FirstFrameTimeout"] = "00:05:00",
        };
        var gateway = await ProductProcess.Start(
            "Monitoring.Gateway", Directory.CreateDirectory(folder["edge"]).FullName, folder["edge.log"], environment,
            "--uplink", backend.Http.ToString(), "--http", "0", "--hj212", "0", "--mqtt", "0");
        return new ServedProduct(folder, backend, gateway, client);
    }

    /// <summary>Messages in the gateway's spool that no receipt has settled.</summary>
    public async Task<long> PendingRows()
    {
        using var response = await Client.GetAsync(new Uri(Gateway.Http, "health/ready"));
        var state = await response.Content.ReadFromJsonAsync<JsonElement>();
        return state.GetProperty("spool").GetProperty("pendingRows").GetInt64();
    }

    /// <summary>Stops both programs in order and counts what is stored.</summary>
    public async Task<long> StopAndCountReadings()
    {
        await Gateway.Stop();
        await Backend.Stop();
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder["central"], "monitoring.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM readings";
        return (long)(await count.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Gateway.DisposeAsync();
        await Backend.DisposeAsync();
    }

    private static async Task<string> Said(HttpClient client, string path, object question, string word)
    {
        using var response = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), question);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode && JsonDocument.Parse(answer).RootElement.TryGetProperty(word, out var said)
            ? said.GetString()!
            : throw new InvalidOperationException($"POST {path}: {(int)response.StatusCode} {answer}");
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Api.Auth;
using Monitoring.Api.Hosting;
using Monitoring.Contracts;
using Monitoring.Testing;

namespace Monitoring.Api.Tests;

/// <summary>The whole system in this process, on free ports and a folder of its own: real Kestrel, real files.</summary>
public sealed class TestSystem : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly (string Key, string Value)[] settings;
    private ServedApi system;

    private TestSystem(TemporaryFolder folder, (string Key, string Value)[] settings, ServedApi system, string output)
    {
        this.folder = folder;
        this.settings = settings;
        this.system = system;
        Output = output;
        Client = new HttpClient { BaseAddress = new Uri(system.Endpoints.Http), Timeout = Eventually.Deadline };
    }

    public HttpClient Client { get; private set; }

    public string Output { get; private set; }

    public string Data => settings.LastOrDefault(s => s.Key == "Serve:Data").Value ?? folder["data"];

    public string PasswordFile => Path.Combine(Data, FirstAdmin.PasswordFile);

    public string InitialPassword => File.ReadAllText(PasswordFile).Trim();

    public (string Host, int Port) Hj212 => Split(system.Endpoints.Hj212!);

    public IServiceProvider Services => system.Services;

    public static async Task<TestSystem> Start(params (string Key, string Value)[] settings) => await Start(null, settings);

    internal static async Task<TestSystem> Start(Action<IServiceCollection>? replace, params (string Key, string Value)[] settings)
    {
        var fresh = new TemporaryFolder();
        var (started, output) = await StartIn(fresh, settings, replace);
        return new TestSystem(fresh, settings, started, output);
    }

    /// <summary>Stops it and starts it again over the same folder.</summary>
    public async Task Restart()
    {
        Client.Dispose();
        await system.DisposeAsync();
        (system, Output) = await StartIn(folder, settings, null);
        Client = new HttpClient { BaseAddress = new Uri(system.Endpoints.Http), Timeout = Eventually.Deadline };
    }

    public async Task<HttpResponseMessage> LogIn(string user, string password) =>
        await Client.PostAsJsonAsync("/api/v1/auth/token", new { user, password });

    /// <summary>A client that carries the token of <paramref name="user"/>; the administrator unless another is named.</summary>
    public async Task<HttpClient> As(string user = FirstAdmin.Name, string? password = null)
    {
        using var response = await LogIn(user, password ?? InitialPassword);
        return With((await Body(response)).GetProperty("accessToken").GetString()!);
    }

    /// <summary>A client of a new account with one role.</summary>
    public async Task<HttpClient> AsNew(string role)
    {
        using var admin = await As();
        using var created = await admin.PostAsJsonAsync("/api/v1/users", new { user = role, password = "long enough 1", roles = new[] { role } });
        created.EnsureSuccessStatusCode();
        return await As(role, "long enough 1");
    }

    public async Task<HttpClient> AsGateway()
    {
        using var admin = await As();
        using var created = await admin.PostAsJsonAsync("/api/v1/tokens", new { name = "edge-1" });
        return With((await Body(created)).GetProperty("token").GetString()!);
    }

    public HttpClient With(string token) => new()
    {
        BaseAddress = Client.BaseAddress,
        Timeout = Eventually.Deadline,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public static ByteArrayContent Batch(IngestBatch batch) => Protobuf(UplinkWire.Write(batch));

    public static ByteArrayContent Protobuf(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(UplinkWire.ContentType) } };

    /// <summary>Delivers messages as an edge gateway does.</summary>
    public async Task Deliver(params Telemetry[] messages)
    {
        using var gateway = await AsGateway();
        var batch = new IngestBatch("edge-1", [.. messages.Select((m, i) => new SequencedTelemetry(i + 1, m))]);
        using var response = await gateway.PostAsync("/api/v1/ingest", Batch(batch));
        response.EnsureSuccessStatusCode();
        UplinkWire.TryRead(await response.Content.ReadAsByteArrayAsync(), out IngestReceipt? receipt).ShouldBeTrue();
        receipt!.Accepted.ShouldBe([new SequenceRange(1, messages.Length)]);
    }

    public async Task<JsonElement> Get(string path)
    {
        using var response = await Client.GetAsync(path);
        return await Body(response);
    }

    public static async Task<JsonElement> Body(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await system.DisposeAsync();
        folder.Dispose();
    }

    private static async Task<(ServedApi System, string Output)> StartIn(TemporaryFolder folder, (string Key, string Value)[] settings, Action<IServiceCollection>? replace)
    {
        var keys = new Dictionary<string, string?>
        {
            ["Serve:Data"] = folder["data"],
            ["Serve:Http"] = "0",
            ["Gateway:Hj212Port"] = "0",
            ["Gateway:MqttPort"] = "0",
            ["Auth:LoginsPerMinute"] = "1000",
            ["Logging:LogLevel:Default"] = "Error",
            // Tests say which stations there are; those of the registry have tests of their own.
            ["Silo:SeedRegistry"] = "false",
        };
        foreach (var (key, value) in settings)
        {
            keys[key] = value;
        }

        using var output = new StringWriter();
        return (await ServedApi.Start(keys, output, replace), output.ToString());
    }

    private static (string Host, int Port) Split(string address) => (address[..address.LastIndexOf(':')], int.Parse(address[(address.LastIndexOf(':') + 1)..]));
}

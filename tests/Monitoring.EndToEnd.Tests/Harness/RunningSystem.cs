using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>The product as a user starts it: one process, its own data folder, free ports.</summary>
public sealed class RunningSystem : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal) { ["Devices__AutoRegister"] = "true" };

    private readonly RunningProgram program;

    private RunningSystem(RunningProgram program, string dataFolder)
    {
        this.program = program;
        DataFolder = dataFolder;
    }

    public string DataFolder { get; }

    public Uri Http { get; private set; } = null!;

    public (string Host, int Port) Hj212 { get; private set; }

    public (string Host, int Port) Mqtt { get; private set; }

    public HttpClient Client { get; } = new() { Timeout = Eventually.Deadline };

    public string Output => program.Output;

    /// <summary>Starts it and waits until it says that it is ready. Unknown devices are registered at once.</summary>
    /// <param name="dataFolder">Where it keeps everything.</param>
    /// <param name="traceFile">When set, every sync and send of the process is recorded there, in order.</param>
    /// <param name="arguments">Further options of the program.</param>
    public static async Task<RunningSystem> Start(string dataFolder, string? traceFile = null, params string[] arguments)
    {
        var endpointsFile = Path.Combine(dataFolder, "endpoints.json");
        if (File.Exists(endpointsFile))
        {
            // Left by a killed process: it must not be taken for this one's.
            File.Delete(endpointsFile);
        }

        var launched = RunningProgram.Launch("Monitoring.Api", ["--data", dataFolder, "--http", "0", "--hj212", "0", "--mqtt", "0", .. arguments], Settings, traceFile);
        var system = new RunningSystem(launched, dataFolder);
        await Eventually.True(() => launched.HasExited || IsWhole(endpointsFile), "the program writes its endpoints");
        launched.HasExited.ShouldBeFalse(system.Output);
        system.ReadEndpoints(endpointsFile);
        await Eventually.True(system.IsReady, $"the program becomes ready\n{system.Output}");
        return system;
    }

    /// <inheritdoc cref="RunningProgram.Kill" />
    public Task Kill() => program.Kill();

    /// <inheritdoc cref="RunningProgram.Stop" />
    public Task<int> Stop() => program.Stop();

    public Task<JsonElement> Latest(string station) => Get($"api/v1/stations/{station}/latest");

    public async Task<JsonElement> Get(string path)
    {
        using var response = await Client.GetAsync(new Uri(Http, path));
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"GET {path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>All raw readings of one parameter, page after page.</summary>
    public async Task<List<JsonElement>> RawReadings(string station, string parameter, DateTimeOffset from, DateTimeOffset to)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var query = $"parameter={parameter}&resolution=raw&from={Uri.EscapeDataString(from.ToString("O"))}&to={Uri.EscapeDataString(to.ToString("O"))}";
            var page = await Get($"api/v1/stations/{station}/readings?{query}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("cursor").GetString();
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>Logs the first administrator in with the password that the first start left in the data folder.</summary>
    public async Task LogIn()
    {
        var password = (await File.ReadAllTextAsync(Path.Combine(DataFolder, "initial-admin-password"))).Trim();
        using var response = await Client.PostAsJsonAsync(new Uri(Http, "api/v1/auth/token"), new { user = "admin", password });
        response.EnsureSuccessStatusCode();
        var token = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await program.DisposeAsync();
    }

    private static bool IsWhole(string endpointsFile)
    {
        try
        {
            using var _ = JsonDocument.Parse(File.ReadAllText(endpointsFile));
            return true;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return false;
        }
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var response = await Client.GetAsync(new Uri(Http, "health/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void ReadEndpoints(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        Http = new Uri(document.RootElement.GetProperty("http").GetString()! + "/");
        Hj212 = Address(document.RootElement.GetProperty("hj212").GetString()!);
        Mqtt = Address(document.RootElement.GetProperty("mqtt").GetString()!);

        static (string, int) Address(string text) => (text[..text.LastIndexOf(':')], int.Parse(text[(text.LastIndexOf(':') + 1)..]));
    }
}

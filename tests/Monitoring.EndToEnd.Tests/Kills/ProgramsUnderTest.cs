using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>
/// The product as one process or as three, each of which can be killed and started again at its place: same folder, same
/// ports. As three, the gateway delivers through the API, so that all three stand in the way of a reading.
/// </summary>
public sealed class ProgramsUnderTest : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Devices__AutoRegister"] = "true",
        ["Silo__SeedRegistry"] = "false",

        // What was acknowledged as a packet stays one, however long its gateway is away: the undisturbed run has no incomplete uploads either.
        ["Gateway__Intake__PacketTimeout"] = "01:00:00",

        // A run has hundreds of failures and little time: the pauses are short, the rules the same.
        ["Uplink__MaxPause"] = "00:00:00.500",
        ["Uplink__BreakDuration"] = "00:00:00.500",
    };

    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly string data;
    private readonly Dictionary<string, Part> parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> settings = new(Settings, StringComparer.Ordinal);

    private ProgramsUnderTest(string data, int hj212, int mqtt)
    {
        this.data = data;
        Hj212 = ("127.0.0.1", hj212);
        Mqtt = ("127.0.0.1", mqtt);
    }

    public (string Host, int Port) Hj212 { get; }

    public (string Host, int Port) Mqtt { get; }

    /// <summary>The file that everything ends in.</summary>
    public string Store => Path.Combine(data, "monitoring.db");

    public IReadOnlyCollection<string> Names => parts.Keys;

    public static async Task<ProgramsUnderTest> One(TemporaryFolder folder, PtyPair line)
    {
        var ports = FreePorts.Take(3);
        var programs = new ProgramsUnderTest(folder["data"], ports[1], ports[2]);
        programs.Add("system", "Monitoring.Api", ports[0], "--data", programs.data, "--hj212", $"{ports[1]}", "--mqtt", $"{ports[2]}", "--serial", line.GatewayEnd);
        programs.Start("system");
        await programs.AreReady();
        return programs;
    }

    public static async Task<ProgramsUnderTest> Three(TemporaryFolder folder, PtyPair line)
    {
        var ports = FreePorts.Take(5);
        var programs = new ProgramsUnderTest(folder["data"], ports[3], ports[4]);
        programs.Add("silo", "Monitoring.Silo", ports[0], "--data", programs.data);
        programs.Add("api", "Monitoring.Api", ports[1], "--data", programs.data, "--silo", $"http://127.0.0.1:{ports[0]}", "--no-gateway");
        programs.Start("silo");
        programs.Start("api");
        await programs.AreReady();
        programs.settings["Uplink__Token"] = await programs.Token();
        programs.Add(
            "gateway", "Monitoring.Gateway", ports[2], "--data", folder["edge"], "--uplink", $"http://127.0.0.1:{ports[1]}",
            "--hj212", $"{ports[3]}", "--mqtt", $"{ports[4]}", "--serial", line.GatewayEnd);
        programs.Start("gateway");
        await programs.AreReady();
        return programs;
    }

    /// <summary>SIGKILL for each, then each is started again; nobody waits until it is ready.</summary>
    public async Task KillAndStart(IReadOnlyCollection<string> names)
    {
        await Task.WhenAll(names.Select(name => parts[name].Program!.Kill()));
        foreach (var name in names)
        {
            await parts[name].Program!.DisposeAsync();
            Start(name);
        }
    }

    public async Task AreReady()
    {
        foreach (var (name, part) in parts)
        {
            await Eventually.True(
                async () =>
                {
                    part.Program!.HasExited.ShouldBeFalse($"{name} ended by itself:\n{part.Program.Output}");
                    return await IsReady(part.Port);
                },
                $"{name} becomes ready");
        }
    }

    /// <summary>SIGTERM for each, the receiving ones first.</summary>
    public async Task Stop()
    {
        foreach (var (name, part) in parts.Reverse())
        {
            (await part.Program!.Stop()).ShouldBe(0, $"{name}:\n{part.Program.Output}");
        }
    }

    /// <summary>What the programs that run now have said.</summary>
    public override string ToString() => string.Join('\n', parts.Select(p => $"--- {p.Key}\n{p.Value.Program?.Output}"));

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        foreach (var part in parts.Values)
        {
            await (part.Program?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private void Add(string name, string project, int port, params string[] arguments) =>
        parts[name] = new Part(project, port, [.. arguments, "--http", $"{port}"]);

    private void Start(string name) => parts[name].Program = RunningProgram.Launch(parts[name].Project, parts[name].Arguments, settings);

    private async Task<bool> IsReady(int port)
    {
        try
        {
            using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task<string> Token()
    {
        var api = new Uri($"http://127.0.0.1:{parts["api"].Port}/api/v1/");
        var password = (await File.ReadAllTextAsync(Path.Combine(data, "initial-admin-password"))).Trim();
        using var login = await client.PostAsJsonAsync(new Uri(api, "auth/token"), new { user = "admin", password });
        var access = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, "tokens")) { Content = JsonContent.Create(new { name = "edge" }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access);
        using var created = await client.SendAsync(request);
        return (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private sealed record Part(string Project, int Port, string[] Arguments)
    {
        public RunningProgram? Program { get; set; }
    }
}

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>The product as a user starts it: its own process, its own data folder, free ports.</summary>
public sealed class RunningSystem : IAsyncDisposable
{
    private static readonly string Configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
    private readonly Process process;
    private readonly StringBuilder output = new();

    private RunningSystem(Process process, string dataFolder, bool isTraced)
    {
        this.process = process;
        DataFolder = dataFolder;
        IsTraced = isTraced;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static string ProgramPath { get; } =
        Path.Combine(SharedMaterial.RepositoryRoot, "artifacts", "bin", "Monitoring.Api", Configuration, "Monitoring.Api.dll");

    public string DataFolder { get; }

    public Uri Http { get; private set; } = null!;

    public (string Host, int Port) Hj212 { get; private set; }

    public (string Host, int Port) Mqtt { get; private set; }

    public HttpClient Client { get; } = new() { Timeout = Eventually.Deadline };

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    private bool IsTraced { get; }

    /// <summary>Starts it and waits until it says that it is ready. Unknown devices are registered at once.</summary>
    /// <param name="dataFolder">Where it keeps everything.</param>
    /// <param name="traceFile">When set, every sync and send of the process is recorded there, in order.</param>
    /// <param name="arguments">Further options of the program.</param>
    public static async Task<RunningSystem> Start(string dataFolder, string? traceFile = null, params string[] arguments)
    {
        string[] program = ["dotnet", ProgramPath, "--data", dataFolder, "--http", "0", "--hj212", "0", "--mqtt", "0", .. arguments];
        string[] tracer = traceFile is null
            ? []
            : ["strace", "-f", "-y", "-s", "8192", "-e", "trace=write,pwrite64,pwritev,writev,fsync,fdatasync,sendto,sendmsg", "-o", traceFile];
        string[] command = [.. tracer, .. program];
        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Devices__AutoRegister"] = "true", ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        var endpointsFile = Path.Combine(dataFolder, "endpoints.json");
        if (File.Exists(endpointsFile))
        {
            // Left by a killed process: it must not be taken for this one's.
            File.Delete(endpointsFile);
        }

        var system = new RunningSystem(Process.Start(start)!, dataFolder, traceFile is not null);
        await Eventually.True(() => system.process.HasExited || IsWhole(endpointsFile), "the program writes its endpoints");
        system.process.HasExited.ShouldBeFalse(system.Output);
        system.ReadEndpoints(endpointsFile);
        await Eventually.True(system.IsReady, $"the program becomes ready\n{system.Output}");
        return system;
    }

    /// <summary>SIGKILL: nothing is flushed, nobody says goodbye.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task<int> Stop()
    {
        var target = IsTraced ? await ChildOf(process.Id) : process.Id;
        await Tool.Run("kill", ["-TERM", target.ToString()]);
        await Eventually.Ends(process.WaitForExitAsync(), "the program stops");
        return process.ExitCode;
    }

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
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
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

    private static async Task<int> ChildOf(int pid) => int.Parse((await Tool.Run("ps", ["-o", "pid=", "--ppid", pid.ToString()])).Output.Trim().Split('\n')[0]);

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

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.AppendLine(line.Data);
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Monitoring.Gateway.Commands;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Hosting;

/// <summary>The real program that serves a folder, with its doors on free ports, and the commands of a technician beside it.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private readonly Process program;
    private readonly string folder;

    private GatewayProcess(Process program, string folder, Task<string> events) => (this.program, this.folder, Events) = (program, folder, events);

    /// <summary>What it told of its events, once it has ended.</summary>
    public Task<string> Events { get; }

    public IPEndPoint Hj212 => IPEndPoint.Parse(Endpoint("hj212"));

    public Uri Http => new(Endpoint("http"));

    public static async Task<GatewayProcess> Serve(string folder)
    {
        var file = Path.Combine(folder, "endpoints.json");
        // What a killed one left there.
        File.Delete(file);
        var started = Start("--uplink", "http://127.0.0.1:1", "--data", folder, "--hj212", "0", "--mqtt", "0", "--http", "0");
        _ = started.StandardOutput.ReadToEndAsync();
        var events = started.StandardError.ReadToEndAsync();
        await Eventually.True(() => started.HasExited || File.Exists(file), "the program names its ports");
        started.HasExited.ShouldBeFalse(started.HasExited ? await events : "");
        return new GatewayProcess(started, folder, events);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Exit, string Output, string Errors)> Command(string folder, params string[] arguments)
    {
        using var command = Start([.. arguments, "--data", folder]);
        var output = command.StandardOutput.ReadToEndAsync();
        var errors = command.StandardError.ReadToEndAsync();
        await Eventually.Ends(command.WaitForExitAsync(), string.Join(' ', arguments));
        return (command.ExitCode, await output, await errors);
    }

    public async Task Stop()
    {
        await Signal("TERM");
        await Eventually.Ends(program.WaitForExitAsync(), "the program stops");
        program.ExitCode.ShouldBe(0);
    }

    public async Task Kill()
    {
        program.Kill();
        await Eventually.Ends(program.WaitForExitAsync());
    }

    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, program.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!program.HasExited)
        {
            program.Kill();
        }

        program.Dispose();
    }

    private string Endpoint(string door)
    {
        using var endpoints = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "endpoints.json")));
        return endpoints.RootElement.GetProperty(door).GetString()!;
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(GatewayCommandLine).Assembly.Location, .. arguments])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}

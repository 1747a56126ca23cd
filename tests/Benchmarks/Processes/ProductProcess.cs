using System.Diagnostics;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Processes;

/// <summary>One of the product's programs as a user starts it: its own process, its own folder, free ports.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process process;
    private readonly Dictionary<string, string> endpoints;

    private ProductProcess(Process process, Dictionary<string, string> endpoints)
    {
        this.process = process;
        this.endpoints = endpoints;
    }

    public string this[string endpoint] => endpoints[endpoint];

    public Uri Http => new(endpoints["http"] + "/");

    /// <summary>Bytes of the process in memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program and waits for the file in which it writes its addresses down.</summary>
    /// <param name="program">Name of the project; it was built with this one.</param>
    /// <param name="log">Where its output goes.</param>
    public static async Task<ProductProcess> Start(string program, string folder, string log, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var file = Path.Combine(folder, "endpoints.json");
        File.Delete(file);
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all = [Path.Combine(SharedMaterial.RepositoryRoot, "artifacts", "bin", program, "release", program + ".dll"), "--data", folder, .. arguments];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var started = Process.Start(start)!;
        var output = TextWriter.Synchronized(new StreamWriter(log) { AutoFlush = true });
        started.OutputDataReceived += (_, line) => output.WriteLine(line.Data);
        started.ErrorDataReceived += (_, line) => output.WriteLine(line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        await Waiting.Until(() => started.HasExited || File.Exists(file), Patience, $"{program} starts (its output is in {log})");
        return started.HasExited
            ? throw new InvalidOperationException($"{program} ended at its start: {await File.ReadAllTextAsync(log)}")
            : new ProductProcess(started, JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(file))!);
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task Stop()
    {
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}

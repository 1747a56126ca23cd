using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Monitoring.Benchmarks.Load;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;

namespace Monitoring.Benchmarks.Ingest;

/// <summary>The gateway as its user starts it, the fleet registered, its backend away: everything stays in the spool.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private readonly Process process;

    private GatewayProcess(Process process, IPEndPoint hj212, IPEndPoint mqtt) => (this.process, Hj212, Mqtt) = (process, hj212, mqtt);

    public IPEndPoint Hj212 { get; }

    public IPEndPoint Mqtt { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static async Task<GatewayProcess> Start(string folder, WaterLoad load, int stations)
    {
        await using (var devices = await DeviceRegistry.Open(Path.Combine(folder, "gateway", "devices.db"), new DeviceOptions(), TimeProvider.System))
        {
            await Task.WhenAll(load.Stations.Take(stations).Select(s =>
                devices.Register(new DeviceRegistration(s.Mn, DeviceLoad.Password, null, StationKind.Water, "benchmark"), CancellationToken.None)));
        }

        var started = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(DeviceRegistry).Assembly.Location, "--uplink", "http://127.0.0.1:1", "--data", folder, "--hj212", "0", "--mqtt", "0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        started.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        started.BeginErrorReadLine();
        while (await started.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line is "ready")
            {
                _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "endpoints.json")));
                return new GatewayProcess(started, Door(endpoints, "hj212"), Door(endpoints, "mqtt"));
            }
        }

        throw new InvalidOperationException("the gateway did not start");
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static IPEndPoint Door(JsonDocument endpoints, string name) => IPEndPoint.Parse(endpoints.RootElement.GetProperty(name).GetString()!);
}

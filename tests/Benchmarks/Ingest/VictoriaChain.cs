using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Ingest;

/// <summary>
/// The baseline of MQTT: what one would build of existing parts, mosquitto → script → VictoriaMetrics, on free ports of this machine. mosquitto
/// acknowledges from memory, VictoriaMetrics syncs about once a second: less durable than the product, and said so beside the figure.
/// </summary>
internal sealed class VictoriaChain : IAsyncDisposable
{
    private readonly List<Process> processes = [];
    private long stored;

    private VictoriaChain(IPEndPoint broker) => Broker = broker;

    public IPEndPoint Broker { get; }

    /// <summary>Messages whose values VictoriaMetrics has taken.</summary>
    public long Stored => Volatile.Read(ref stored);

    /// <summary>The chain, or null with the name of the part that is absent.</summary>
    public static async Task<(VictoriaChain? Chain, string Missing)> Start(string folder)
    {
        foreach (var part in new[] { "mosquitto", "mosquitto_sub", "victoria-metrics", "node" })
        {
            if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Append("/usr/sbin").Any(d => File.Exists(Path.Combine(d, part))))
            {
                return (null, part);
            }
        }

        var (broker, database) = (FreePort.Take(), FreePort.Take());
        var chain = new VictoriaChain(new IPEndPoint(IPAddress.Loopback, broker));
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "mosquitto.conf");
        await File.WriteAllTextAsync(configuration, $"listener {broker} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nmax_inflight_messages 0\nset_tcp_nodelay true\nlog_type none\n");
        chain.Run("/bin/sh", "-c", $"exec $(command -v mosquitto || echo /usr/sbin/mosquitto) -c {configuration}");
        chain.Run("victoria-metrics", $"-storageDataPath={folder}/victoria", $"-httpListenAddr=127.0.0.1:{database}", "-loggerLevel=ERROR");
        await Answering(broker);
        await Answering(database);
        var script = chain.Run("/bin/sh", "-c", $"mosquitto_sub -h 127.0.0.1 -p {broker} -q 1 -t 'devices/+/telemetry' -F '%t %p' | node {Path.Combine(AppContext.BaseDirectory, "to-victoria.mjs")} http://127.0.0.1:{database}");
        _ = chain.Count(script);
        return (chain, "");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(processes))
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private static async Task Answering(int port)
    {
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }
    }

    private Process Run(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        processes.Add(process);
        return process;
    }

    private async Task Count(Process script)
    {
        while (await script.StandardOutput.ReadLineAsync() is { } line)
        {
            Volatile.Write(ref stored, long.Parse(line, CultureInfo.InvariantCulture));
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Monitoring.Testing;

/// <summary>A real broker as a plain process on a free port of the loopback, with its own folder; sessions survive its restart.</summary>
public sealed class Mosquitto : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";

    private readonly TemporaryFolder folder = new();
    private Process? process;

    private Mosquitto(int port) => Port = port;

    /// <summary>Why a test of it cannot run here; empty when it can.</summary>
    public static string AbsentReason => File.Exists(Program) ? "" : "mosquitto is not installed";

    public int Port { get; }

    public Uri Url => new($"mqtt://127.0.0.1:{Port}");

    public static async Task<Mosquitto> Start()
    {
        var broker = new Mosquitto(FreePort.Take());
        await broker.Run();
        return broker;
    }

    /// <summary>Ends the broker's process and starts it again on the same port with the same sessions.</summary>
    public async Task Restart()
    {
        await End();
        await Run();
    }

    /// <summary>Publishes with the broker's own client; ended when the broker has acknowledged.</summary>
    public async Task Publish(string topic, string payload)
    {
        using var publisher = Process.Start(
            new ProcessStartInfo("mosquitto_pub", ["-h", "127.0.0.1", "-p", $"{Port}", "-q", "1", "-t", topic, "-m", payload]))!;
        await Eventually.Ends(publisher.WaitForExitAsync());
        publisher.ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        folder.Dispose();
    }

    private async Task Run()
    {
        var configuration = Path.Combine(folder.Path, "mosquitto.conf");
        await File.WriteAllTextAsync(configuration, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {folder.Path}/
            user {Environment.UserName}
            log_dest none

            """);
        process = Process.Start(new ProcessStartInfo(Program, ["-c", configuration]))!;
        await Eventually.True(Answers, "the broker listens");
    }

    private async Task End()
    {
        if (process is { HasExited: false })
        {
            // SIGTERM: it saves its sessions.
            using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await Eventually.Ends(process.WaitForExitAsync());
        }

        process?.Dispose();
        process = null;
    }

    private async Task<bool> Answers()
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

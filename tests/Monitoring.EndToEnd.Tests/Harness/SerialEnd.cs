using System.Net.Sockets;
using System.Diagnostics;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>
/// The device's end of a pty as a stream that can be closed while a read is pending: socat carries the bytes, because a
/// plain file stream on a terminal cannot be cancelled.
/// </summary>
public sealed class SerialEnd : IDisposable
{
    private readonly Process socat;

    private SerialEnd(Process socat, Stream stream)
    {
        this.socat = socat;
        Stream = stream;
    }

    public Stream Stream { get; }

    public static async Task<SerialEnd> Open(string path)
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var carrier = Tool.Start("socat", $"TCP:127.0.0.1:{port}", $"{path},raw,echo=0");
        var socket = await Testing.Eventually.Ends(listener.AcceptSocketAsync());
        return new SerialEnd(carrier, new NetworkStream(socket, ownsSocket: true));
    }

    public void Dispose()
    {
        Stream.Dispose();
        socat.Kill();
        socat.Dispose();
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>A device's end of a TCP connection.</summary>
internal sealed class DeviceLink : IAsyncDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[4096];
    private string unread = "";

    private DeviceLink()
    {
    }

    public NetworkStream Stream { get; private set; } = null!;

    public static async Task<DeviceLink> To(IPEndPoint door)
    {
        var link = new DeviceLink();
        await link.socket.ConnectAsync(door);
        link.Stream = new NetworkStream(link.socket, ownsSocket: true);
        return link;
    }

    public Task Send(byte[] bytes) => Stream.WriteAsync(bytes).AsTask();

    /// <summary>The next answer, up to and with its CR LF.</summary>
    public async Task<string> Answer()
    {
        while (true)
        {
            var end = unread.IndexOf("\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var answer = unread[..(end + 2)];
                unread = unread[(end + 2)..];
                return answer;
            }

            var count = await Eventually.Ends(Stream.ReadAsync(buffer).AsTask(), "the gateway answers");
            count.ShouldBeGreaterThan(0, "the gateway closed the connection instead of answering");
            unread += Encoding.ASCII.GetString(buffer, 0, count);
        }
    }

    /// <summary>Waits until the gateway closes; what it said before that and nobody read.</summary>
    public async Task<string> UntilClosed()
    {
        try
        {
            while (await Eventually.Ends(Stream.ReadAsync(buffer).AsTask(), "the gateway closes") is > 0 and var count)
            {
                unread += Encoding.ASCII.GetString(buffer, 0, count);
            }
        }
        catch (IOException)
        {
            // A reset is an end as well.
        }

        return unread;
    }

    /// <summary>No more bytes follow from here; answers are still read.</summary>
    public void Finish() => socket.Shutdown(SocketShutdown.Send);

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}

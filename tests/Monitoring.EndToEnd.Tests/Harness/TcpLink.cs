using System.Net.Sockets;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>A device's end of a TCP connection.</summary>
public static class TcpLink
{
    public static async Task<Stream> Connect((string Host, int Port) address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

using System.Net;
using System.Net.Sockets;

namespace Monitoring.Storage.Tests.Postgres;

/// <summary>A network before a server, that can lose its connections so that neither side hears of it. New ones come through.</summary>
internal sealed class SilentNetwork : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> ends = [];
    private readonly Task accepting;
    private readonly int server;
    private CancellationTokenSource carrying = new();

    public SilentNetwork(int server)
    {
        this.server = server;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = Accept();
    }

    public int Port { get; }

    /// <summary>Nothing more comes through what is connected now, not even its end.</summary>
    public void LoseConnections() => Interlocked.Exchange(ref carrying, new CancellationTokenSource()).Cancel();

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await accepting;
        LoseConnections();
        ends.ForEach(e => e.Dispose());
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var behind = new TcpClient();
                await behind.ConnectAsync(IPAddress.Loopback, server);
                ends.AddRange([client, behind]);
                var token = carrying.Token;
                _ = Task.WhenAll(Carry(client, behind, token), Carry(behind, client, token));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task Carry(TcpClient from, TcpClient to, CancellationToken lost)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), lost);
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Lost, or closed by one side.
        }
    }
}

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Monitoring.Gateway.Lines.Hj212;

/// <summary>The TCP door of HJ 212.</summary>
internal sealed partial class Hj212ConnectionHandler(Hj212Sessions sessions, IOptions<LineOptions> options, ILogger<Hj212ConnectionHandler> logger) : ConnectionHandler
{
    private readonly ConnectionLimit limit = new(options.Value.MaxConnections);

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var peer = connection.RemoteEndPoint?.ToString() ?? connection.ConnectionId;
        if (!limit.TryEnter())
        {
            TurnedAway(peer, options.Value.MaxConnections);
            return;
        }

        try
        {
            Opened(peer);
            // Not ConnectionClosed: it fires at the peer's half close, before its last frames are read and answered. The end of
            // the stream shows in the reader.
            var stop = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
            Closed(peer, await sessions.Serve(connection.Transport, "tcp", peer, options.Value.IdleTimeout, stop));
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException)
        {
            Closed(peer, e.Message);
        }
        finally
        {
            limit.Leave();
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "HJ 212 connection from {Peer}")]
    private partial void Opened(string peer);

    [LoggerMessage(Level = LogLevel.Debug, Message = "HJ 212 connection from {Peer} ended: {Why}")]
    private partial void Closed(string peer, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "HJ 212 connection from {Peer} closed at once: {Max} are open (Gateway:Lines:MaxConnections)")]
    private partial void TurnedAway(string peer, int max);
}

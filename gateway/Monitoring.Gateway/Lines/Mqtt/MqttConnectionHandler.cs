using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Intake;

namespace Monitoring.Gateway.Lines.Mqtt;

/// <summary>The MQTT door.</summary>
internal sealed partial class MqttConnectionHandler(
    MqttAdmission admission,
    MqttPublications publications,
    TelemetryIntake intake,
    IOptions<LineOptions> options,
    TimeProvider clock,
    ILogger<MqttConnectionHandler> logger) : ConnectionHandler
{
    private readonly MqttClients clients = new();
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
            var stop = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
            var session = new MqttSession(connection.Transport, peer, admission, publications, clients, intake, options.Value, clock);
            Closed(peer, await session.Run(stop));
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

    [LoggerMessage(Level = LogLevel.Debug, Message = "MQTT connection from {Peer} ended: {Why}")]
    private partial void Closed(string peer, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "MQTT connection from {Peer} closed at once: {Max} are open (Gateway:Lines:MaxConnections)")]
    private partial void TurnedAway(string peer, int max);
}

using System.Collections.Concurrent;

namespace Monitoring.Gateway.Lines.Mqtt;

/// <summary>
/// The connected MQTT clients. A second connection of a client takes over from the first [MQTT-3.1.4-2]; a client id counts per
/// device, so that no device can throw out another.
/// </summary>
internal sealed class MqttClients
{
    private readonly ConcurrentDictionary<(string Mn, string ClientId), CancellationTokenSource> connections = new();

    /// <summary>Enters a connection and closes the one that it takes over from.</summary>
    public void Enter(string mn, string clientId, CancellationTokenSource closing)
    {
        CancellationTokenSource? former = null;
        connections.AddOrUpdate((mn, clientId), closing, (_, present) =>
        {
            former = present;
            return closing;
        });
        former?.Cancel();
    }

    public void Leave(string mn, string clientId, CancellationTokenSource closing) =>
        connections.TryRemove(new KeyValuePair<(string, string), CancellationTokenSource>((mn, clientId), closing));
}

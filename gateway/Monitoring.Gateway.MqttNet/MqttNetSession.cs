using System.Buffers;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Monitoring.Gateway.Lines.Brokers;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace Monitoring.Gateway.MqttNet;

/// <summary>
/// One connection of one client, which is never connected again: a late acknowledgement would go to the next connection, whose packet ids mean
/// other messages. The library calls its handler one message at a time, so a full channel holds the flow back.
/// </summary>
internal sealed class MqttNetSession : IBrokerSession
{
    private readonly IMqttClient client;
    private readonly Channel<BrokerDelivery> deliveries;
    private volatile bool isEnded;

    public MqttNetSession(IMqttClient newClient, int capacity)
    {
        client = newClient;
        deliveries = Channel.CreateBounded<BrokerDelivery>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
        client.ApplicationMessageReceivedAsync += Received;
        client.DisconnectedAsync += Disconnected;
    }

    public async IAsyncEnumerable<BrokerDelivery> Deliveries([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var delivery in deliveries.Reader.ReadAllAsync(cancellationToken))
        {
            yield return delivery;
        }

        throw new IOException("the broker closed the connection");
    }

    public async ValueTask Acknowledge(BrokerDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Receipt is not MqttApplicationMessageReceivedEventArgs received)
        {
            return;
        }

        if (isEnded)
        {
            throw new IOException("the connection is closed");
        }

        try
        {
            await received.AcknowledgeAsync(cancellationToken);
        }
        catch (Exception e) when (e is MqttCommunicationException or NullReferenceException or ObjectDisposedException or InvalidOperationException)
        {
            // A client whose connection has just gone fails in any of these ways.
            throw new IOException($"the connection is closed: {e.Message}", e);
        }
    }

    public ValueTask DisposeAsync()
    {
        isEnded = true;
        deliveries.Writer.TryComplete();
        client.ApplicationMessageReceivedAsync -= Received;
        client.DisconnectedAsync -= Disconnected;

        // No DISCONNECT: it would wait for a handler that may wait for this session's reader.
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Received(MqttApplicationMessageReceivedEventArgs received)
    {
        received.AutoAcknowledge = false;
        var message = received.ApplicationMessage;
        var receipt = message.QualityOfServiceLevel is MqttQualityOfServiceLevel.AtMostOnce ? null : received;
        try
        {
            await deliveries.Writer.WriteAsync(new BrokerDelivery(message.Topic, message.Payload.ToArray(), receipt), CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            // Nobody listens any more; unacknowledged, it comes again.
        }
    }

    private Task Disconnected(MqttClientDisconnectedEventArgs disconnected)
    {
        isEnded = true;
        deliveries.Writer.TryComplete();
        return Task.CompletedTask;
    }
}

using System.Buffers;
using System.Text;
using Monitoring.Contracts;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Protocols.Mqtt;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>A device's end of an MQTT connection: raw packets.</summary>
internal sealed class MqttLink(DeviceLink link) : IAsyncDisposable
{
    private readonly byte[] buffer = new byte[4096];
    private byte[] unread = [];

    public DeviceLink Link => link;

    public static async Task<MqttLink> To(RunningGateway gateway) => new(await DeviceLink.To(gateway.Mqtt));

    /// <summary>A connection that the gateway has accepted.</summary>
    public static async Task<MqttLink> Connected(RunningGateway gateway, string clientId = "logger-1", ushort keepAlive = 60)
    {
        var client = await To(gateway);
        await client.Connect(RunningGateway.Mn, RunningGateway.Password, clientId, keepAlive);
        (await client.Next()).ConnectResult.ShouldBe(MqttConnectResult.Accepted);
        return client;
    }

    public Task Connect(string? user, string? password, string clientId = "logger-1", ushort keepAlive = 60) => Send(output => MqttWriter.WriteConnect(
        new MqttConnect { ClientId = clientId, UserName = user, Password = password is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(password), KeepAliveSeconds = keepAlive }, output));

    public Task Publish(byte[] payload, ushort packetId, MqttQos qos = MqttQos.AtLeastOnce, string? topic = null) =>
        Send(output => MqttWriter.WritePublish(topic ?? DeviceTopics.Telemetry(RunningGateway.Mn), payload, qos, packetId, output));

    public Task Publish(string payload, ushort packetId, MqttQos qos = MqttQos.AtLeastOnce) => Publish(Encoding.UTF8.GetBytes(payload), packetId, qos);

    public Task Send(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return link.Send(output.WrittenSpan.ToArray());
    }

    /// <summary>The next packet from the gateway.</summary>
    public async Task<MqttPacket> Next()
    {
        while (true)
        {
            var sequence = new ReadOnlySequence<byte>(unread);
            var status = MqttReader.Read(ref sequence, 64 * 1024, out var packet, out var fault);
            status.ShouldNotBe(OperationStatus.InvalidData, fault.Reason);
            if (status == OperationStatus.Done)
            {
                unread = sequence.ToArray();
                return packet;
            }

            var count = await Eventually.Ends(link.Stream.ReadAsync(buffer).AsTask(), "the gateway answers");
            count.ShouldBeGreaterThan(0, "the gateway closed the connection instead of answering");
            unread = [.. unread, .. buffer.AsSpan(0, count)];
        }
    }

    public async Task ShouldAcknowledge(params ushort[] packetIds)
    {
        foreach (var id in packetIds)
        {
            var packet = await Next();
            (packet.Type, packet.PacketId).ShouldBe((MqttPacketType.Puback, id));
        }
    }

    public ValueTask DisposeAsync() => link.DisposeAsync();
}

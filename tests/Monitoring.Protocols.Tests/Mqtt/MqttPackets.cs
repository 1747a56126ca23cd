using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Monitoring.Protocols.Mqtt;

namespace Monitoring.Protocols.Tests.Mqtt;

/// <summary>Packets as bytes, and a generator of everything that the writer can write.</summary>
internal static class MqttPackets
{
    public static Gen<byte[]> Valid => Gen.OneOf(
        from topic in Topics
        from payload in Gen.Choose(0, 255).Select(b => (byte)b).ListOf()
        from qos in Gen.Elements(Enum.GetValues<MqttQos>())
        from id in Ids
        from dup in Flags
        from retain in Flags
        select Written(o => MqttWriter.WritePublish(topic, payload.ToArray(), qos, id, o, dup, retain)),
        from client in Topics
        from user in Topics
        from keepAlive in Ids
        from hasWill in Flags
        select Written(o => MqttWriter.WriteConnect(
            new MqttConnect
            {
                ClientId = client,
                UserName = user,
                Password = "secret"u8.ToArray(),
                KeepAliveSeconds = keepAlive,
                Will = hasWill ? new MqttWill(user, "gone"u8.ToArray(), MqttQos.AtLeastOnce, Retain: true) : null,
            },
            o)),
        from id in Ids
        from filters in Gen.Elements("a", "a/+", "#", "+/b/#", "设备/+").NonEmptyListOf()
        select Written(o => MqttWriter.WriteSubscribe(id, [.. filters.Select(f => new MqttSubscription(f, MqttQos.AtLeastOnce))], o)),
        from id in Ids
        select Written(o => MqttWriter.WritePuback(id, o)),
        Gen.Constant(Written(MqttWriter.WritePingreq)));

    private static Gen<string> Topics => Gen.Elements("a", "a/b", "devices/A500000_0007/telemetry", "设备/遥测", "/", "a//b");

    private static Gen<ushort> Ids => Gen.Choose(1, ushort.MaxValue).Select(i => (ushort)i);

    private static Gen<bool> Flags => Gen.Elements(true, false);

    public static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The packet, written again.</summary>
    public static byte[] Bytes(MqttPacket packet) => Written(output =>
    {
        switch (packet.Type)
        {
            case MqttPacketType.Connect:
                MqttWriter.WriteConnect(packet.Connect!, output);
                break;
            case MqttPacketType.Connack:
                MqttWriter.WriteConnack(packet.ConnectResult, packet.IsSessionPresent, output);
                break;
            case MqttPacketType.Publish:
                MqttWriter.WritePublish(packet.TopicText, packet.Payload.ToArray(), packet.Qos, packet.PacketId, output, packet.IsDuplicate, packet.Retain);
                break;
            case MqttPacketType.Puback:
                MqttWriter.WritePuback(packet.PacketId, output);
                break;
            case MqttPacketType.Pubrec:
                MqttWriter.WritePubrec(packet.PacketId, output);
                break;
            case MqttPacketType.Pubrel:
                MqttWriter.WritePubrel(packet.PacketId, output);
                break;
            case MqttPacketType.Pubcomp:
                MqttWriter.WritePubcomp(packet.PacketId, output);
                break;
            case MqttPacketType.Subscribe:
                MqttWriter.WriteSubscribe(packet.PacketId, packet.Subscriptions!, output);
                break;
            case MqttPacketType.Suback:
                MqttWriter.WriteSuback(packet.PacketId, packet.Granted!, output);
                break;
            case MqttPacketType.Unsubscribe:
                MqttWriter.WriteUnsubscribe(packet.PacketId, [.. packet.Subscriptions!.Select(s => s.Filter)], output);
                break;
            case MqttPacketType.Unsuback:
                MqttWriter.WriteUnsuback(packet.PacketId, output);
                break;
            case MqttPacketType.Pingreq:
                MqttWriter.WritePingreq(output);
                break;
            case MqttPacketType.Pingresp:
                MqttWriter.WritePingresp(output);
                break;
            default:
                MqttWriter.WriteDisconnect(output);
                break;
        }
    });
}

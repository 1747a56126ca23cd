using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Monitoring.Protocols.Mqtt;

/// <summary>Writes MQTT 3.1.1 packets.</summary>
public static class MqttWriter
{
    private const int MaxText = ushort.MaxValue;

    public static void WriteConnect(MqttConnect connect, IBufferWriter<byte> output)
    {
        var will = connect.Will;
        var length = 10 + Size(connect.ClientId)
            + (will is null ? 0 : Size(will.Topic) + 2 + will.Message.Length)
            + (connect.UserName is null ? 0 : Size(connect.UserName))
            + (connect.Password is null ? 0 : 2 + connect.Password.Value.Length);
        var packet = Begin(MqttPacketType.Connect, 0, length, output);
        packet.Text("MQTT");
        packet.Byte(MqttConnect.Level311);
        packet.Byte((byte)((connect.CleanSession ? 0x02 : 0)
            | (will is null ? 0 : 0x04 | ((int)will.Qos << 3) | (will.Retain ? 0x20 : 0))
            | (connect.Password is null ? 0 : 0x40)
            | (connect.UserName is null ? 0 : 0x80)));
        packet.Word(connect.KeepAliveSeconds);
        packet.Text(connect.ClientId);
        if (will is not null)
        {
            packet.Text(will.Topic);
            packet.Bytes(will.Message.Span);
        }

        if (connect.UserName is not null)
        {
            packet.Text(connect.UserName);
        }

        if (connect.Password is { } password)
        {
            packet.Bytes(password.Span);
        }

        packet.End(output);
    }

    public static void WriteConnack(MqttConnectResult result, bool isSessionPresent, IBufferWriter<byte> output)
    {
        var packet = Begin(MqttPacketType.Connack, 0, 2, output);

        // A refusal never has a session [MQTT-3.2.2-4].
        packet.Byte((byte)(isSessionPresent && result == MqttConnectResult.Accepted ? 1 : 0));
        packet.Byte((byte)result);
        packet.End(output);
    }

    /// <summary>PUBLISH; <paramref name="packetId"/> counts above QoS 0 only.</summary>
    public static void WritePublish(
        string topic, ReadOnlySpan<byte> payload, MqttQos qos, ushort packetId, IBufferWriter<byte> output, bool isDuplicate = false, bool retain = false)
    {
        if (topic.Length == 0 || topic.AsSpan().ContainsAny('+', '#'))
        {
            throw new ArgumentException("a topic name is not empty and has no wildcard", nameof(topic));
        }

        var hasId = qos != MqttQos.AtMostOnce;
        if (hasId && packetId == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(packetId), "a packet id is not zero [MQTT-2.3.1-1]");
        }

        var flags = ((int)qos << 1) | (isDuplicate && hasId ? 8 : 0) | (retain ? 1 : 0);
        var packet = Begin(MqttPacketType.Publish, flags, Size(topic) + (hasId ? 2 : 0) + payload.Length, output);
        packet.Text(topic);
        if (hasId)
        {
            packet.Word(packetId);
        }

        packet.Raw(payload);
        packet.End(output);
    }

    public static void WritePuback(ushort packetId, IBufferWriter<byte> output) => WriteId(MqttPacketType.Puback, 0, packetId, output);

    public static void WritePubrec(ushort packetId, IBufferWriter<byte> output) => WriteId(MqttPacketType.Pubrec, 0, packetId, output);

    public static void WritePubrel(ushort packetId, IBufferWriter<byte> output) => WriteId(MqttPacketType.Pubrel, 2, packetId, output);

    public static void WritePubcomp(ushort packetId, IBufferWriter<byte> output) => WriteId(MqttPacketType.Pubcomp, 0, packetId, output);

    public static void WriteUnsuback(ushort packetId, IBufferWriter<byte> output) => WriteId(MqttPacketType.Unsuback, 0, packetId, output);

    public static void WriteSubscribe(ushort packetId, IReadOnlyCollection<MqttSubscription> subscriptions, IBufferWriter<byte> output)
    {
        var packet = Begin(MqttPacketType.Subscribe, 2, 2 + subscriptions.Sum(s => Size(s.Filter) + 1), output);
        packet.Word(packetId);
        foreach (var subscription in subscriptions)
        {
            packet.Text(subscription.Filter);
            packet.Byte((byte)subscription.Qos);
        }

        packet.End(output);
    }

    /// <summary>SUBACK; null refuses the filter at that place.</summary>
    public static void WriteSuback(ushort packetId, IReadOnlyCollection<MqttQos?> granted, IBufferWriter<byte> output)
    {
        var packet = Begin(MqttPacketType.Suback, 0, 2 + granted.Count, output);
        packet.Word(packetId);
        foreach (var qos in granted)
        {
            packet.Byte(qos is { } level ? (byte)level : (byte)0x80);
        }

        packet.End(output);
    }

    public static void WriteUnsubscribe(ushort packetId, IReadOnlyCollection<string> filters, IBufferWriter<byte> output)
    {
        var packet = Begin(MqttPacketType.Unsubscribe, 2, 2 + filters.Sum(Size), output);
        packet.Word(packetId);
        foreach (var filter in filters)
        {
            packet.Text(filter);
        }

        packet.End(output);
    }

    public static void WritePingreq(IBufferWriter<byte> output) => Begin(MqttPacketType.Pingreq, 0, 0, output).End(output);

    public static void WritePingresp(IBufferWriter<byte> output) => Begin(MqttPacketType.Pingresp, 0, 0, output).End(output);

    public static void WriteDisconnect(IBufferWriter<byte> output) => Begin(MqttPacketType.Disconnect, 0, 0, output).End(output);

    private static void WriteId(MqttPacketType type, int flags, ushort packetId, IBufferWriter<byte> output)
    {
        var packet = Begin(type, flags, 2, output);
        packet.Word(packetId);
        packet.End(output);
    }

    private static int Size(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes <= MaxText ? 2 + bytes : throw new ArgumentException($"a string of MQTT has at most {MaxText} bytes", nameof(text));
    }

    private static Packet Begin(MqttPacketType type, int flags, int length, IBufferWriter<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MqttReader.MaxRemainingLength);
        var packet = new Packet(output.GetSpan(5 + length));
        packet.Byte((byte)(((int)type << 4) | flags));
        do
        {
            packet.Byte((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        return packet;
    }

    private ref struct Packet(Span<byte> span)
    {
        private readonly Span<byte> span = span;
        private int at;

        public void Byte(byte value) => span[at++] = value;

        public void Word(int value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span[at..], (ushort)value);
            at += 2;
        }

        public void Raw(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(span[at..]);
            at += bytes.Length;
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxText, nameof(bytes));
            Word(bytes.Length);
            Raw(bytes);
        }

        public void Text(string text)
        {
            var length = Encoding.UTF8.GetBytes(text, span[(at + 2)..]);
            Word(length);
            at += length;
        }

        public readonly void End(IBufferWriter<byte> output) => output.Advance(at);
    }
}

namespace Monitoring.Protocols.Mqtt;

/// <summary>The body of each packet type, in the order of chapter 3.</summary>
internal static class MqttBodies
{
    public static MqttPacket Read(MqttPacketType type, int flags, ref MqttBody body)
    {
        var packet = type switch
        {
            MqttPacketType.Connect => ReadConnect(ref body),
            MqttPacketType.Connack => ReadConnack(ref body),
            MqttPacketType.Publish => ReadPublish(flags, ref body),
            MqttPacketType.Subscribe => ReadSubscribe(ref body),
            MqttPacketType.Suback => ReadSuback(ref body),
            MqttPacketType.Unsubscribe => ReadUnsubscribe(ref body),
            MqttPacketType.Pingreq or MqttPacketType.Pingresp or MqttPacketType.Disconnect => new MqttPacket { Type = type },
            _ => new MqttPacket { Type = type, PacketId = body.PacketId() },
        };
        body.Refuse(!body.IsEmpty, MqttFault.Length);
        return packet;
    }

    // 3.1
    private static MqttPacket ReadConnect(ref MqttBody body)
    {
        var name = body.TextBytes();
        var level = body.Byte();

        // MQIsdp was the name up to 3.1: a real client, and to be told so instead of dropped.
        body.Refuse(!name.Span.SequenceEqual("MQTT"u8) && !name.Span.SequenceEqual("MQIsdp"u8), MqttFault.ProtocolName);
        if (body.Fault == default && (level != MqttConnect.Level311 || name.Length != 4))
        {
            body.Rest();
            return new MqttPacket { Type = MqttPacketType.Connect, Connect = new MqttConnect { ProtocolLevel = level == MqttConnect.Level311 ? (byte)3 : level } };
        }

        var flags = body.Byte();
        var hasWill = (flags & 0x04) != 0;
        var hasUser = (flags & 0x80) != 0;
        var hasPassword = (flags & 0x40) != 0;
        body.Refuse((flags & 0x01) != 0, MqttFault.ConnectFlags);
        body.Refuse((flags & 0x18) == 0x18, MqttFault.WillQos);
        body.Refuse(!hasWill && (flags & 0x38) != 0, MqttFault.WillFlags);
        body.Refuse(hasPassword && !hasUser, MqttFault.PasswordWithoutUser);
        var keepAlive = body.Word();
        var clientId = body.Text();
        var will = hasWill ? ReadWill(flags, ref body) : null;
        return new MqttPacket
        {
            Type = MqttPacketType.Connect,
            Connect = new MqttConnect
            {
                ProtocolLevel = level,
                ClientId = clientId,
                CleanSession = (flags & 0x02) != 0,
                KeepAliveSeconds = keepAlive,
                Will = will,
                UserName = hasUser ? body.Text() : null,

                // Not a plain null: that converts through byte[] to an empty password.
                Password = hasPassword ? body.Bytes().ToArray() : default(ReadOnlyMemory<byte>?),
            },
        };
    }

    private static MqttWill ReadWill(int flags, ref MqttBody body)
    {
        var topic = body.Text();
        CheckTopicName(topic, ref body);
        return new MqttWill(topic, body.Bytes().ToArray(), (MqttQos)((flags >> 3) & 3), (flags & 0x20) != 0);
    }

    // 3.2
    private static MqttPacket ReadConnack(ref MqttBody body)
    {
        var acknowledge = body.Byte();
        var code = body.Byte();
        body.Refuse((acknowledge & 0xFE) != 0, MqttFault.ConnackFlags);
        body.Refuse(code > (byte)MqttConnectResult.NotAuthorized, MqttFault.ReturnCode);
        return new MqttPacket { Type = MqttPacketType.Connack, IsSessionPresent = acknowledge == 1, ConnectResult = (MqttConnectResult)code };
    }

    // 3.3
    private static MqttPacket ReadPublish(int flags, ref MqttBody body)
    {
        var topic = body.TextBytes();
        body.Refuse(topic.IsEmpty, MqttFault.TopicEmpty);
        body.Refuse(topic.Span.ContainsAny((byte)'+', (byte)'#'), MqttFault.TopicWildcard);
        var qos = (MqttQos)((flags >> 1) & 3);
        return new MqttPacket
        {
            Type = MqttPacketType.Publish,
            Topic = topic,
            Qos = qos,
            PacketId = qos == MqttQos.AtMostOnce ? (ushort)0 : body.PacketId(),
            IsDuplicate = (flags & 8) != 0,
            Retain = (flags & 1) != 0,
            Payload = body.Rest(),
        };
    }

    // 3.8
    private static MqttPacket ReadSubscribe(ref MqttBody body)
    {
        var id = body.PacketId();
        var subscriptions = new List<MqttSubscription>();
        while (body.HasMore)
        {
            var filter = ReadFilter(ref body);
            var qos = body.Byte();
            body.Refuse(qos > (byte)MqttQos.ExactlyOnce, MqttFault.SubscriptionQos);
            subscriptions.Add(new MqttSubscription(filter, (MqttQos)qos));
        }

        body.Refuse(subscriptions.Count == 0, MqttFault.NoTopicFilter);
        return new MqttPacket { Type = MqttPacketType.Subscribe, PacketId = id, Subscriptions = subscriptions };
    }

    // 3.9
    private static MqttPacket ReadSuback(ref MqttBody body)
    {
        const byte Failure = 0x80;
        var id = body.PacketId();
        var granted = new List<MqttQos?>();
        while (body.HasMore)
        {
            var code = body.Byte();
            body.Refuse(code is > (byte)MqttQos.ExactlyOnce and not Failure, MqttFault.ReturnCode);
            granted.Add(code == Failure ? null : (MqttQos)code);
        }

        return new MqttPacket { Type = MqttPacketType.Suback, PacketId = id, Granted = granted };
    }

    // 3.10
    private static MqttPacket ReadUnsubscribe(ref MqttBody body)
    {
        var id = body.PacketId();
        var filters = new List<MqttSubscription>();
        while (body.HasMore)
        {
            filters.Add(new MqttSubscription(ReadFilter(ref body), MqttQos.AtMostOnce));
        }

        body.Refuse(filters.Count == 0, MqttFault.NoTopicToUnsubscribe);
        return new MqttPacket { Type = MqttPacketType.Unsubscribe, PacketId = id, Subscriptions = filters };
    }

    private static string ReadFilter(ref MqttBody body)
    {
        var filter = body.Text();
        body.Refuse(filter.Length == 0, MqttFault.TopicEmpty);
        body.Refuse(!MqttTopic.IsFilter(filter), MqttFault.TopicFilter);
        return filter;
    }

    private static void CheckTopicName(string topic, ref MqttBody body)
    {
        body.Refuse(topic.Length == 0, MqttFault.TopicEmpty);
        body.Refuse(topic.AsSpan().ContainsAny('+', '#'), MqttFault.TopicWildcard);
    }
}

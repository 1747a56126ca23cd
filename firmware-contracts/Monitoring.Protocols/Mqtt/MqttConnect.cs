namespace Monitoring.Protocols.Mqtt;

/// <summary>What a client asks the server to publish when its connection breaks (3.1.2.5).</summary>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Message, MqttQos Qos, bool Retain);

/// <summary>
/// CONNECT. With another <see cref="ProtocolLevel"/> than <see cref="Level311"/> nothing behind the level was read: answer
/// <see cref="MqttConnectResult.UnacceptableProtocolVersion"/> and close [MQTT-3.1.2-2].
/// </summary>
public sealed record MqttConnect
{
    public const byte Level311 = 4;

    public byte ProtocolLevel { get; init; } = Level311;

    /// <summary>May be empty, then only with <see cref="CleanSession"/> [MQTT-3.1.3-7].</summary>
    public string ClientId { get; init; } = "";

    public bool CleanSession { get; init; } = true;

    public ushort KeepAliveSeconds { get; init; }

    public string? UserName { get; init; }

    public ReadOnlyMemory<byte>? Password { get; init; }

    public MqttWill? Will { get; init; }

    /// <summary>False asks for <see cref="MqttConnectResult.IdentifierRejected"/> [MQTT-3.1.3-8].</summary>
    public bool HasUsableClientId => ClientId.Length > 0 || CleanSession;
}

/// <summary>One line of SUBSCRIBE.</summary>
public readonly record struct MqttSubscription(string Filter, MqttQos Qos);

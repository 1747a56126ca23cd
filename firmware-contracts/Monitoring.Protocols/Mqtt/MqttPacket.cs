using System.Buffers;
using System.Text;

namespace Monitoring.Protocols.Mqtt;

/// <summary>One control packet; which members count depends on <see cref="Type"/>. A view, as long as the line's reader stays.</summary>
public readonly struct MqttPacket
{
    public MqttPacketType Type { get; internal init; }

    /// <summary>Of SUBSCRIBE, UNSUBSCRIBE, all acknowledgements, and PUBLISH above QoS 0; else 0.</summary>
    public ushort PacketId { get; internal init; }

    /// <summary>Of CONNECT.</summary>
    public MqttConnect? Connect { get; internal init; }

    /// <summary>Of CONNACK.</summary>
    public MqttConnectResult ConnectResult { get; internal init; }

    /// <summary>Of CONNACK.</summary>
    public bool IsSessionPresent { get; internal init; }

    /// <summary>Of PUBLISH: UTF-8, checked.</summary>
    public ReadOnlyMemory<byte> Topic { get; internal init; }

    public string TopicText => Encoding.UTF8.GetString(Topic.Span);

    /// <summary>Of PUBLISH.</summary>
    public ReadOnlySequence<byte> Payload { get; internal init; }

    /// <summary>Of PUBLISH.</summary>
    public MqttQos Qos { get; internal init; }

    /// <summary>Of PUBLISH: may have been sent before. Proves nothing: senders also repeat without it.</summary>
    public bool IsDuplicate { get; internal init; }

    /// <summary>Of PUBLISH.</summary>
    public bool Retain { get; internal init; }

    /// <summary>Of SUBSCRIBE; of UNSUBSCRIBE with QoS 0.</summary>
    public IReadOnlyList<MqttSubscription>? Subscriptions { get; internal init; }

    /// <summary>Of SUBACK: the granted QoS per filter, or null for a refusal.</summary>
    public IReadOnlyList<MqttQos?>? Granted { get; internal init; }
}

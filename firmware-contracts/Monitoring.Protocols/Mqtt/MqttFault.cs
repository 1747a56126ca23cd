namespace Monitoring.Protocols.Mqtt;

/// <summary>
/// Why bytes are no MQTT 3.1.1 packet. There is no way back into step: the connection must be closed [MQTT-4.8.0-1].
/// </summary>
/// <param name="Reason">For quarantine and metrics: lower case, hyphenated.</param>
/// <param name="Clause">The statement of the standard that is broken; empty where it is a limit of ours.</param>
public readonly record struct MqttFault(string Reason, string Clause)
{
    public static readonly MqttFault TooLarge = new("packet-too-large", "");
    public static readonly MqttFault RemainingLength = new("remaining-length", "2.2.3");
    public static readonly MqttFault ReservedType = new("reserved-type", "2.2.1");
    public static readonly MqttFault ReservedFlags = new("reserved-flags", "MQTT-2.2.2-2");
    public static readonly MqttFault Qos = new("qos", "MQTT-3.3.1-4");
    public static readonly MqttFault DupWithoutQos = new("dup-without-qos", "MQTT-3.3.1-2");
    public static readonly MqttFault PacketId = new("packet-id", "MQTT-2.3.1-1");
    public static readonly MqttFault Utf8 = new("utf-8", "MQTT-1.5.3-1");
    public static readonly MqttFault NullCharacter = new("null-character", "MQTT-1.5.3-2");
    public static readonly MqttFault TopicEmpty = new("topic-empty", "MQTT-4.7.3-1");
    public static readonly MqttFault TopicWildcard = new("topic-wildcard", "MQTT-3.3.2-2");
    public static readonly MqttFault TopicFilter = new("topic-filter", "MQTT-4.7.1-2");
    public static readonly MqttFault NoTopicFilter = new("no-topic-filter", "MQTT-3.8.3-3");
    public static readonly MqttFault NoTopicToUnsubscribe = new("no-topic-filter", "MQTT-3.10.3-2");
    public static readonly MqttFault SubscriptionQos = new("subscription-qos", "MQTT-3-8.3-4");
    public static readonly MqttFault ProtocolName = new("protocol-name", "MQTT-3.1.2-1");
    public static readonly MqttFault ConnectFlags = new("connect-flags", "MQTT-3.1.2-3");
    public static readonly MqttFault WillFlags = new("will-flags", "MQTT-3.1.2-11");
    public static readonly MqttFault WillQos = new("will-qos", "MQTT-3.1.2-14");
    public static readonly MqttFault PasswordWithoutUser = new("password-without-user", "MQTT-3.1.2-22");
    public static readonly MqttFault ReturnCode = new("return-code", "MQTT-3.9.3-2");
    public static readonly MqttFault ConnackFlags = new("connack-flags", "3.2.2.1");
    public static readonly MqttFault Length = new("length", "2.2.3");
}

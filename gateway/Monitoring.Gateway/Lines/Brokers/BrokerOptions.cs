namespace Monitoring.Gateway.Lines.Brokers;

/// <summary>
/// An MQTT broker that devices publish to already and that this gateway subscribes to. Section <c>Gateway:Brokers:N</c>. Who may publish
/// to <c>devices/{mn}/telemetry</c> is the broker's to decide: a device is believed to be the MN of its topic.
/// </summary>
public sealed class BrokerOptions
{
    /// <summary>Where it listens: <c>mqtt://host:1883</c>, or <c>mqtts://host:8883</c> with TLS.</summary>
    public Uri? Url { get; set; }

    /// <summary>Names the broker's session for this gateway: what arrives while the gateway is away waits there. Unique per broker, never changed.</summary>
    public string ClientId { get; set; } = "monitoring-gateway";

    /// <summary>User at the broker; null connects without.</summary>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

    /// <summary>What is subscribed to, with QoS 1.</summary>
    public string Topic { get; set; } = "devices/+/telemetry";

    /// <summary>How long the connection may be silent before it is taken for lost.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(30);
}

namespace Monitoring.Gateway.Lines.Brokers;

/// <summary>
/// Opens sessions at brokers. The gateway's own client is the default; a library's stands behind the same seam, and the same tests hold
/// both.
/// </summary>
public interface IBrokerConnector
{
    /// <summary>Connects, resumes the session of the client id, and subscribes.</summary>
    /// <exception cref="IOException">The broker is absent or refuses; the message says why.</exception>
    Task<IBrokerSession> Connect(BrokerOptions options, CancellationToken cancellationToken);
}

/// <summary>A connection to a broker. Disposing it ends the connection; the broker keeps the session, and what is not acknowledged.</summary>
public interface IBrokerSession : IAsyncDisposable
{
    /// <summary>
    /// The deliveries in the broker's order, those that it repeats among them. Ends with an <see cref="IOException"/> when the connection
    /// does.
    /// </summary>
    IAsyncEnumerable<BrokerDelivery> Deliveries(CancellationToken cancellationToken);

    /// <summary>
    /// Tells the broker that it may forget the delivery. In the order of the deliveries [MQTT-4.6.0-2]; nothing for QoS 0, and nothing on
    /// another connection than the delivery's own.
    /// </summary>
    /// <exception cref="IOException">The connection is gone: the broker delivers again.</exception>
    ValueTask Acknowledge(BrokerDelivery delivery, CancellationToken cancellationToken);
}

/// <summary>A publication that the broker hands over.</summary>
/// <param name="Topic">As published.</param>
/// <param name="Payload">The bytes, owned by the delivery.</param>
/// <param name="Receipt">What the session needs to acknowledge it; null for QoS 0.</param>
public sealed record BrokerDelivery(string Topic, byte[] Payload, object? Receipt)
{
    /// <summary>How long the payload was; more than <see cref="Payload"/> holds when it was too long to be waited for.</summary>
    public long TotalBytes { get; init; } = Payload.Length;
}

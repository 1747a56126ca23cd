namespace Monitoring.Gateway.Lines;

/// <summary>What every door tolerates. Section <c>Gateway:Lines</c>.</summary>
public sealed class LineOptions
{
    public const string Section = "Gateway:Lines";

    /// <summary>Connections that one TCP door serves at a time; further ones are closed at once. A station needs one.</summary>
    public int MaxConnections { get; set; } = 4096;

    /// <summary>
    /// Messages of one connection whose commits may be under way. More hide the disk's latency from a fast forwarder; fewer
    /// bound its memory. When reached, the connection is read no further until answers have left.
    /// </summary>
    public int MaxInFlight { get; set; } = 64;

    /// <summary>
    /// How long an HJ 212 connection may be silent. A lost cellular link leaves a dead connection behind; a station that reports every four hours
    /// and sends no heartbeats opens a new one each time.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long an HJ 212 connection may take until its first readable frame, whatever else it sends. Shorter keeps scanners from holding
    /// places; longer suits loggers that connect before they have something to say.
    /// </summary>
    public TimeSpan FirstFrameTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a begun frame may stay without its next byte before it is judged as it lies. Shorter answers devices that
    /// state a wrong length sooner; longer forgives slow radio links.
    /// </summary>
    public TimeSpan FrameTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an MQTT connection may take to say who it is.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest MQTT packet that is waited for; bounds what one connection can hold in memory.</summary>
    public int MaxMqttPacket { get; set; } = 64 * 1024;

    /// <summary>Unreadable pieces of one connection that are kept one by one; then they are gathered.</summary>
    public int FaultBurst { get; set; } = 16;

    /// <summary>How often a connection that goes on sending unreadable bytes gets a fresh entry in the quarantine.</summary>
    public TimeSpan FaultInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Pause before a message that could not be kept (full spool, failing disk) is tried again; the MQTT connection is read no further than its next message meanwhile.</summary>
    public TimeSpan FullSpoolPause { get; set; } = TimeSpan.FromSeconds(1);
}

namespace Monitoring.Gateway.Quarantine;

/// <summary>A message that was not taken, kept so that somebody can see why and send it again after a fix.</summary>
/// <param name="Id">Ascending, never used twice.</param>
/// <param name="At">When it came.</param>
/// <param name="Door">Where it came in: <c>tcp</c>, <c>serial</c>, <c>mqtt</c>, <c>uplink</c>.</param>
/// <param name="Peer">Who sent it: address and port, port of the serial line, client id.</param>
/// <param name="Mn">The device number it named, if it got that far.</param>
/// <param name="Reason">A word of <see cref="QuarantineReason"/>.</param>
/// <param name="Detail">What exactly was wrong, for a technician.</param>
/// <param name="Bytes">The message, or its beginning (<see cref="QuarantineOptions.MaxMessageBytes"/>).</param>
/// <param name="TotalBytes">How long the whole message was.</param>
public sealed record QuarantinedMessage(long Id, DateTimeOffset At, string Door, string Peer, string? Mn, string Reason, string Detail, byte[] Bytes, long TotalBytes)
{
    /// <summary>True when its sender was told that it is safe, as over MQTT; its device was authenticated then.</summary>
    public bool IsAcknowledged { get; init; }

    /// <summary>The last attempt to bring it in after all; null while there was none.</summary>
    public Replay? Replay { get; init; }
}

/// <summary>A message that a door did not take. Its texts are kept up to their bounds, cut with <c>…</c>.</summary>
/// <param name="Door">Where it came in.</param>
/// <param name="Peer">Who sent it; of an address with a port, the address counts as the sender.</param>
/// <param name="Mn">The device number it named, if it got that far.</param>
/// <param name="Reason">Why it was not taken.</param>
/// <param name="Detail">What exactly was wrong.</param>
/// <param name="Bytes">The message or as much of it as the door has; the store cuts it.</param>
/// <param name="TotalBytes">How long the whole message was.</param>
/// <param name="IsAcknowledged">
/// True when its sender will be told that it is safe: it is kept whole, never only counted and never given up, within
/// <see cref="QuarantineOptions.MaxAcknowledgedBytes"/>.
/// </param>
public sealed record RefusedMessage(string Door, string Peer, string? Mn, QuarantineReason Reason, string Detail, byte[] Bytes, long TotalBytes, bool IsAcknowledged = false)
{
    /// <summary>Longest MN kept, in characters; the longest that a device can be registered with.</summary>
    public const int MaxMn = 64;

    /// <summary>Longest peer kept, in characters.</summary>
    public const int MaxPeer = 256;

    /// <summary>Longest detail kept, in characters.</summary>
    public const int MaxDetail = 512;
}

/// <summary>A spool row that will never be accepted; its bytes are kept whole, whatever their length.</summary>
/// <param name="GatewayId">The spool that numbered it.</param>
/// <param name="Sequence">Its number there.</param>
/// <param name="Mn">The device, when the row could be read.</param>
/// <param name="Reason">Who refused it.</param>
/// <param name="Detail">The backend's words, or why the row cannot be read.</param>
/// <param name="Bytes">The row (<see cref="Contracts.UplinkWire"/>).</param>
public sealed record ParkedRow(string GatewayId, long Sequence, string? Mn, QuarantineReason Reason, string Detail, byte[] Bytes)
{
    /// <summary>Under which parked rows are listed.</summary>
    public const string Door = "uplink";
}

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
public sealed record QuarantinedMessage(long Id, DateTimeOffset At, string Door, string Peer, string? Mn, string Reason, string Detail, byte[] Bytes, long TotalBytes);

/// <summary>A message on its way into the quarantine.</summary>
public sealed record RefusedMessage(string Door, string Peer, string? Mn, QuarantineReason Reason, string Detail, byte[] Bytes, long TotalBytes);

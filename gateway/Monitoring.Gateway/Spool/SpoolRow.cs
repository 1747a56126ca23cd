namespace Monitoring.Gateway.Spool;

/// <summary>A message as the spool keeps it.</summary>
/// <param name="Sequence">From 1, without gaps, per gateway; never used twice.</param>
/// <param name="EnqueuedAt">The gateway's clock when it was taken; says nothing about order.</param>
/// <param name="Station">The station of the message.</param>
/// <param name="Bytes">The message, <see cref="Contracts.UplinkWire"/>.</param>
/// <param name="IsIntact">False when its bytes are not those that were stored: the disk changed them.</param>
public sealed record SpoolRow(long Sequence, DateTimeOffset EnqueuedAt, string Station, byte[] Bytes, bool IsIntact = true);

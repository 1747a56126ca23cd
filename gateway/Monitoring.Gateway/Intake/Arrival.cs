namespace Monitoring.Gateway.Intake;

/// <summary>A message at a door, before anybody looked into it.</summary>
/// <param name="Door"><c>tcp</c>, <c>serial</c> or <c>mqtt</c>.</param>
/// <param name="Peer">Who sent it: address and port, port of the serial line, client id.</param>
/// <param name="At">The gateway's clock when it was read.</param>
/// <param name="Bytes">The message as it came; the quarantine keeps them when it is refused.</param>
/// <param name="AuthenticatedMn">
/// The device that the connection was opened by, where the door checks that and acknowledges whatever is kept (MQTT publications): a refused message is
/// kept for good.
/// </param>
public sealed record Arrival(string Door, string Peer, DateTimeOffset At, byte[] Bytes, string? AuthenticatedMn = null)
{
    /// <summary>True when it comes out of the quarantine: a refusal changes its entry and makes no other.</summary>
    public bool IsReplay { get; init; }
}

namespace Monitoring.Gateway.Quarantine;

/// <summary>No room for another parked row: it stays in the spool.</summary>
public sealed class QuarantineFullException(long maxParkedBytes)
    : GatewayException($"the quarantine holds {maxParkedBytes} bytes of parked messages and takes no more; they stay in the spool (Quarantine:MaxParkedBytes)");

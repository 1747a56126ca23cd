namespace Monitoring.Gateway.Spool;

/// <summary>The spool holds all it may: the message was not taken and must not be acknowledged. The device sends it again later.</summary>
public sealed class SpoolFullException(long pendingBytes, long maxBytes)
    : GatewayException($"the spool is full: {pendingBytes} of {maxBytes} bytes wait for the backend; nothing is overwritten, new messages are refused until the uplink drains it (Spool:MaxBytes)");

namespace Monitoring.Gateway.Quarantine;

/// <summary>No room for another message that would never be given up: a parked row stays in the spool, a device's message is not acknowledged.</summary>
public sealed class QuarantineFullException(string option, long bound)
    : GatewayException($"the quarantine holds {bound} bytes of messages that it may not give up, and takes no more ({option})");

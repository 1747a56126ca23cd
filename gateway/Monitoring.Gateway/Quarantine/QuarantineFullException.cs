namespace Monitoring.Gateway.Quarantine;

/// <summary>No room for another message that would never be given up: a parked row stays in the spool, a device's message is not acknowledged.</summary>
public sealed class QuarantineFullException : GatewayException
{
    internal QuarantineFullException(string option, long bound)
        : base($"the quarantine holds {bound} bytes of messages that it may not give up, and takes no more ({option})")
    {
    }

    private QuarantineFullException(string message)
        : base(message)
    {
    }

    internal static QuarantineFullException OfTheDisk() => new("the disk is nearly full, and what room is left is the spool's; the quarantine takes no more");
}

using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Intake;

/// <summary>What became of a message.</summary>
public enum IntakeVerdict
{
    /// <summary>It is durable in the spool.</summary>
    Stored,

    /// <summary>The very same message is durable already; nothing was written.</summary>
    Repeated,

    /// <summary>It was not taken and lies in the quarantine; sending it again would not help.</summary>
    Refused,

    /// <summary>The spool or the quarantine is full, or a disk fails: nothing was kept, and the device must send it again.</summary>
    NotKept,
}

/// <summary>The verdict on one message, given when it is durable.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">Why it was refused; null otherwise.</param>
/// <param name="Detail">What exactly was wrong; null when nothing was.</param>
public readonly record struct IntakeOutcome(IntakeVerdict Verdict, QuarantineReason? Reason = null, string? Detail = null)
{
    /// <summary>True when the sender may forget the message's readings.</summary>
    public bool IsStored => Verdict is IntakeVerdict.Stored or IntakeVerdict.Repeated;
}

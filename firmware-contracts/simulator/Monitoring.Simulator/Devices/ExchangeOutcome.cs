namespace Monitoring.Simulator.Devices;

/// <summary>How an exchange ended.</summary>
public enum ExchangeResult
{
    /// <summary>9014 or PUBACK: the message is durable at the gateway, the device forgets it.</summary>
    Acknowledged,

    /// <summary>The device is not let in (unknown MN, wrong password). It keeps the message: somebody may register it.</summary>
    NotAdmitted,

    /// <summary>The message itself is refused; sending it again would not help.</summary>
    Refused,

    /// <summary>No answer to the message and its repeats. The device keeps it.</summary>
    Unanswered,
}

/// <summary>How an exchange ended, and what the gateway said in its own bytes or our words.</summary>
public readonly record struct ExchangeOutcome(ExchangeResult Result, string Detail = "")
{
    public static readonly ExchangeOutcome Unanswered = new(ExchangeResult.Unanswered, "no answer");
}

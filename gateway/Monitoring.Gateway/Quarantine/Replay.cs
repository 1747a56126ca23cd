namespace Monitoring.Gateway.Quarantine;

/// <summary>The last attempt to bring a quarantined message in after all.</summary>
/// <param name="At">When it was made.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Outcome"><see cref="Stored"/>, <see cref="Repeated"/>, <see cref="NotReplayable"/>, or the word of the <see cref="QuarantineReason"/> that it was refused for again.</param>
/// <param name="Detail">What exactly was wrong; empty when it was taken.</param>
public sealed record Replay(DateTimeOffset At, string By, string Outcome, string Detail)
{
    /// <summary>It is in the spool under a new sequence.</summary>
    public const string Stored = "stored";

    /// <summary>The device has sent the very same message again meanwhile, and that one is in the spool.</summary>
    public const string Repeated = "repeated";

    /// <summary>It holds no readings, not all its bytes were kept, or its values are stored already.</summary>
    public const string NotReplayable = "not-replayable";

    /// <summary>True when its readings are in: asking again changes nothing.</summary>
    public bool IsIn => Outcome is Stored or Repeated;
}

/// <summary>Which messages to bring in; what is null does not choose.</summary>
/// <param name="Reason">A word of <see cref="QuarantineReason"/>.</param>
/// <param name="Mn">The device that they name.</param>
public sealed record ReplayChoice(string? Reason, string? Mn);

/// <summary>What came of several replays.</summary>
/// <param name="Replayed">The messages that were tried, in the order of their arrival, each with its new replay.</param>
/// <param name="After">The last id that was tried, to go on behind it; null when none is left.</param>
/// <param name="IsHalted">True when the spool takes nothing now, or who asked has gone: the next message was not tried, and trying later helps.</param>
public sealed record ReplayRun(IReadOnlyList<QuarantinedMessage> Replayed, long? After, bool IsHalted);

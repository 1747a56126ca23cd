namespace Monitoring.Gateway.Intake;

/// <summary>
/// What becomes of a message that the intake has in hand. Mostly the verdict is known at once, and stands when the commit under way ends
/// well: a door prepares its answer meanwhile, and waits for the commits of many messages without a task for each of them.
/// </summary>
internal readonly struct PendingOutcome
{
    private readonly TelemetryIntake? intake;
    private readonly Task? commit;
    private readonly IntakeOutcome expected;
    private readonly string door = "";
    private readonly ValueTask<IntakeOutcome> later;

    /// <summary>It is <paramref name="expected"/> when <paramref name="commit"/> ends well.</summary>
    public PendingOutcome(TelemetryIntake intake, Task commit, IntakeOutcome expected, string door) =>
        (this.intake, this.commit, this.expected, this.door) = (intake, commit, expected, door);

    /// <summary>Nobody can tell yet.</summary>
    public PendingOutcome(ValueTask<IntakeOutcome> later) => this.later = later;

    /// <summary>Nothing is written.</summary>
    public PendingOutcome(IntakeOutcome outcome) => later = ValueTask.FromResult(outcome);

    /// <summary>What it will be unless the disk fails; null when nobody can tell yet.</summary>
    public IntakeOutcome? Expected => commit is null ? null : expected;

    /// <summary>True when <see cref="Outcome"/> makes nobody wait.</summary>
    public bool IsSettled => commit?.IsCompleted ?? later.IsCompleted;

    /// <summary>What it is, once it is durable. To be asked once: the answer is counted.</summary>
    public ValueTask<IntakeOutcome> Outcome() => commit switch
    {
        null => later,
        { IsCompletedSuccessfully: true } => ValueTask.FromResult(intake!.Settled(expected, door)),
        _ => intake!.Settle(commit, expected, door),
    };
}

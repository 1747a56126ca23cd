using Monitoring.Gateway.Intake;

namespace Monitoring.Gateway.Lines;

/// <summary>An answer that leaves when what it says is true.</summary>
internal readonly struct PendingAnswer
{
    private readonly PendingOutcome outcome;
    private readonly ReadOnlyMemory<byte> ready;
    private readonly ValueTask<ReadOnlyMemory<byte>>? later;

    /// <param name="outcome">Of the message that is answered.</param>
    /// <param name="ready">What is said when it was kept; otherwise nothing is.</param>
    public PendingAnswer(PendingOutcome outcome, ReadOnlyMemory<byte> ready) => (this.outcome, this.ready) = (outcome, ready);

    public PendingAnswer(ValueTask<ReadOnlyMemory<byte>> later) => this.later = later;

    public bool IsReady => later?.IsCompleted ?? outcome.IsSettled;

    /// <summary>What is sent; empty when no answer is due. To be asked once.</summary>
    public ValueTask<ReadOnlyMemory<byte>> Bytes()
    {
        if (later is { } prepared)
        {
            return prepared;
        }

        var told = outcome.Outcome();
        return told.IsCompletedSuccessfully ? ValueTask.FromResult(Of(told.Result, ready)) : Wait(told, ready);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> Wait(ValueTask<IntakeOutcome> outcome, ReadOnlyMemory<byte> ready) => Of(await outcome, ready);

    private static ReadOnlyMemory<byte> Of(IntakeOutcome outcome, ReadOnlyMemory<byte> ready) => outcome.Verdict is IntakeVerdict.NotKept ? OrderedAnswers.None : ready;
}

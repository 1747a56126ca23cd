namespace Monitoring.Gateway.Uplink;

/// <summary>
/// Pauses after failures that end early when another lane is answered: the backend is there again. Not before the first pause is over, so
/// that what it takes of one lane and fails at in another is not tried without end.
/// </summary>
internal sealed class BackendAnswers(UplinkOptions options, TimeProvider clock)
{
    private TaskCompletionSource next = NewSignal();

    public void Came() => Interlocked.Exchange(ref next, NewSignal()).SetResult();

    /// <returns>True when another lane's answer ended it early.</returns>
    public async Task<bool> Await(TimeSpan longest, CancellationToken cancellationToken)
    {
        var answered = Volatile.Read(ref next).Task;
        var least = longest < options.FirstPause ? longest : options.FirstPause;
        await Task.Delay(least, clock, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var isEarly = await Task.WhenAny(answered, Task.Delay(longest - least, clock, over.Token)) == answered;
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return isEarly;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

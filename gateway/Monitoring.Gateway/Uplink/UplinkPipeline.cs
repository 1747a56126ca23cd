using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Monitoring.Gateway.Uplink;

/// <summary>
/// How a batch is brought to the backend in spite of failures: total timeout ▸ retry ▸ breaker ▸ attempt timeout. The one
/// place of the gateway that repeats requests.
/// </summary>
internal static class UplinkPipeline
{
    /// <summary>Failed attempts of this many in the breaker's window open it.</summary>
    private const int BreakerThroughput = 5;

    public static ResiliencePipeline Create(UplinkOptions options, TimeProvider clock, BackendAnswers answers, Action<Exception> attemptFailed, ILogger logger)
    {
        var handled = new PredicateBuilder().Handle<Exception>(IsWorthRepeating);
        var wasEarly = false;
        var breaker = new CircuitBreakerManualControl();
        return new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddTimeout(options.TotalTimeout)
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = handled,
                MaxRetryAttempts = int.MaxValue,
                // What the backend asks for is waited out here; any other pause in OnRetry, where another lane's answer ends it.
                DelayGenerator = failed => ValueTask.FromResult<TimeSpan?>(AskedFor(failed.Outcome.Exception, options) ?? TimeSpan.Zero),
                OnRetry = async failed =>
                {
                    var reason = failed.Outcome.Exception!;
                    attemptFailed(reason);
                    var isAsked = failed.RetryDelay > TimeSpan.Zero;
                    var pause = isAsked ? failed.RetryDelay : UplinkPause.AfterAttempt(failed.AttemptNumber, options);
                    logger.LogWarning("Uplink attempt {Attempt} failed, next in {Pause} at the latest: {Reason}", failed.AttemptNumber + 1, pause, reason.Message);
                    if (isAsked)
                    {
                        return;
                    }

                    // Whom an answer woke in vain is failed at for a reason of its own: the next pause is a whole one.
                    if (wasEarly && failed.AttemptNumber > 0)
                    {
                        wasEarly = false;
                        await Task.Delay(pause, clock, failed.Context.CancellationToken);
                    }
                    else
                    {
                        wasEarly = await answers.Await(pause, failed.Context.CancellationToken);
                        if (wasEarly)
                        {
                            // Another lane knows better than what this one met before: the next attempt is a real one.
                            await breaker.CloseAsync(failed.Context.CancellationToken);
                        }
                    }
                },
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ManualControl = breaker,
                ShouldHandle = new PredicateBuilder().Handle<Exception>(IsFailing),
                FailureRatio = 0.5,
                MinimumThroughput = BreakerThroughput,
                SamplingDuration = options.AttemptTimeout * BreakerThroughput,
                BreakDuration = options.BreakDuration,
                OnOpened = opened =>
                {
                    logger.LogError("The backend keeps failing; the uplink leaves it alone for {Break}. Messages stay in the spool", opened.BreakDuration);
                    return default;
                },
                OnClosed = _ =>
                {
                    logger.LogInformation("The backend answers again");
                    return default;
                },
            })
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    // Decisions are not repeated, and a cancelled request is the host that stops; Polly's own timeouts are other exceptions.
    private static bool IsWorthRepeating(Exception e) => e is not (IngestRefusedException or OperationCanceledException);

    // A backend that says when to come again works; only its room is taken. The pause that it asks for is enough.
    private static bool IsFailing(Exception e) => IsWorthRepeating(e) && e is not IngestUnavailableException { RetryAfter: not null };

    private static TimeSpan? AskedFor(Exception? e, UplinkOptions options) =>
        e is IngestUnavailableException { RetryAfter: { } pause } ? UplinkPause.Bounded(pause, options) : null;
}

using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Monitoring.Gateway.Uplink;

/// <summary>
/// How a batch is brought to the backend in spite of failures: total timeout ▸ retry ▸ breaker ▸ attempt timeout. The one
/// place of the gateway that repeats requests.
/// </summary>
public static class UplinkPipeline
{
    /// <summary>Failed attempts of this many in the breaker's window open it.</summary>
    private const int BreakerThroughput = 5;

    public static ResiliencePipeline Create(UplinkOptions options, TimeProvider clock, Action<Exception> attemptFailed, ILogger logger)
    {
        var handled = new PredicateBuilder().Handle<Exception>(IsWorthRepeating);
        return new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddTimeout(options.TotalTimeout)
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = handled,
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstPause,
                MaxDelay = options.MaxPause,
                DelayGenerator = failed => ValueTask.FromResult(AskedFor(failed.Outcome.Exception, options)),
                OnRetry = failed =>
                {
                    attemptFailed(failed.Outcome.Exception!);
                    logger.LogWarning("Uplink attempt {Attempt} failed, next in {Pause}: {Reason}", failed.AttemptNumber + 1, failed.RetryDelay, failed.Outcome.Exception!.Message);
                    return default;
                },
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
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

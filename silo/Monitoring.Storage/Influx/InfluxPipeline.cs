using Polly;
using Polly.Retry;

namespace Monitoring.Storage.Influx;

/// <summary>
/// How a request is brought to the server in spite of failures: total timeout ▸ retry ▸ attempt timeout. The one place that repeats requests. No
/// breaker: one writer sends one request at a time, and a growing pause is all that a breaker would add.
/// </summary>
public static class InfluxPipeline
{
    public static ResiliencePipeline Create(InfluxOptions options, TimeProvider clock, Action<Exception> attemptFailed) => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddTimeout(options.TotalTimeout)
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<InfluxUnavailableException>(e => e.IsPassing).Handle<Polly.Timeout.TimeoutRejectedException>(),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.FirstPause,
            MaxDelay = options.MaxPause,
            OnRetry = failed =>
            {
                attemptFailed(failed.Outcome.Exception!);
                return default;
            },
            DelayGenerator = failed => ValueTask.FromResult(AskedFor(failed.Outcome.Exception, options)),
        })
        .AddTimeout(options.AttemptTimeout)
        .Build();

    // What the server asks for, but never so long that a mistake there stops the writer for good.
    private static TimeSpan? AskedFor(Exception? e, InfluxOptions options) => e is InfluxUnavailableException { RetryAfter: { } asked }
        ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, options.FirstPause.Ticks, Math.Max(options.FirstPause.Ticks, options.MaxPause.Ticks)))
        : null;
}

using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Gateway.Uplink;
using Polly.CircuitBreaker;

namespace Monitoring.Gateway.Tests.Uplink;

public sealed class UplinkPipelineTests
{
    private readonly List<Exception> failures = [];

    [Fact]
    public async Task A_full_backend_is_asked_again_when_it_said_so_and_never_counts_as_failing()
    {
        await Send(() => new IngestUnavailableException("429", TimeSpan.FromMilliseconds(1)));

        failures.ShouldAllBe(f => f is IngestUnavailableException);
    }

    [Fact]
    public async Task A_backend_that_keeps_failing_is_left_alone_for_a_while()
    {
        await Send(() => new IngestUnavailableException("500"));

        failures.ShouldContain(f => f is BrokenCircuitException);
    }

    private async Task Send(Func<Exception> failure)
    {
        var calls = 0;
        var options = RunningUplink.Impatient;
        var pipeline = UplinkPipeline.Create(options, TimeProvider.System, new BackendAnswers(options, TimeProvider.System), failures.Add, NullLogger.Instance);
        await pipeline.ExecuteAsync(_ => ++calls <= 20 ? throw failure() : ValueTask.CompletedTask);
    }
}

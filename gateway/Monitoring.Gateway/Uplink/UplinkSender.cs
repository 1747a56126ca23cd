using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Polly;

namespace Monitoring.Gateway.Uplink;

/// <summary>
/// The way of one pump to the backend, with a breaker of its own: what the backend fails at in one lane must not close the others, and the
/// live lane least of all.
/// </summary>
internal sealed class UplinkSender
{
    private readonly IIngest ingest;
    private readonly BackendAnswers answers;
    private readonly ResiliencePipeline pipeline;

    public UplinkSender(IIngest ingest, BackendAnswers answers, UplinkOptions options, TimeProvider clock, ILogger logger, Action<Exception> attemptFailed)
    {
        this.ingest = ingest;
        this.answers = answers;
        pipeline = UplinkPipeline.Create(options, clock, answers, attemptFailed, logger);
    }

    public async Task<IngestReceipt> Send(IngestBatch batch, CancellationToken stopping)
    {
        var receipt = await pipeline.ExecuteAsync(
            // The wait ends with the token even where the backend's code does not look at it.
            static async (work, cancellation) => await work.ingest.Accept(work.batch, cancellation).WaitAsync(cancellation),
            (ingest, batch),
            stopping);
        answers.Came();
        return receipt;
    }
}

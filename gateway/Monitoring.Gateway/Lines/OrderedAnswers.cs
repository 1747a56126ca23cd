using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace Monitoring.Gateway.Lines;

/// <summary>
/// The answers of one connection: each waits for its own commit, all leave in the order of their messages, and the
/// connection is read on meanwhile, up to a bound.
/// </summary>
internal sealed class OrderedAnswers(PipeWriter output, LineOptions options, TimeProvider clock)
{
    /// <summary>No answer is due.</summary>
    public static readonly ReadOnlyMemory<byte> None = ReadOnlyMemory<byte>.Empty;

    private readonly Channel<PendingAnswer> pending = Channel.CreateBounded<PendingAnswer>(
        new BoundedChannelOptions(options.MaxInFlight) { SingleReader = true, SingleWriter = true });

    /// <summary>Queues the answer to the message just read; waits while the bound is reached.</summary>
    /// <exception cref="ChannelClosedException">The peer takes no answers any more, or their commit failed: then <see cref="Send"/> says how.</exception>
    public ValueTask Add(PendingAnswer answer, CancellationToken stop) => pending.Writer.WriteAsync(answer, stop);

    /// <summary>No further message follows; <see cref="Send"/> ends after the last answer.</summary>
    public void Complete() => pending.Writer.TryComplete();

    public async Task Send()
    {
        try
        {
            await foreach (var answer in pending.Reader.ReadAllAsync())
            {
                var bytes = await answer.Bytes();
                output.Write(bytes.Span);
                var isMoreReady = pending.Reader.TryPeek(out var next) && next.IsReady;
                if (!isMoreReady && !await Flush())
                {
                    break;
                }
            }
        }
        finally
        {
            // Whatever ended this: the reader must not go on queueing.
            pending.Writer.TryComplete();
        }
    }

    /// <returns>False when the peer takes nothing any more.</returns>
    private async ValueTask<bool> Flush()
    {
        var flush = output.FlushAsync();
        try
        {
            return !(flush.IsCompleted ? await flush : await flush.AsTask().WaitAsync(options.IdleTimeout, clock)).IsCompleted;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

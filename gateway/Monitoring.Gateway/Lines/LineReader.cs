using System.IO.Pipelines;

namespace Monitoring.Gateway.Lines;

/// <summary>Bytes of a line that nobody has read yet.</summary>
/// <param name="Result">The bytes, and whether the line ends with them.</param>
/// <param name="IsFinal">True when what waits for its end must be judged now: the line ended, or fell silent in the middle of a message.</param>
internal readonly record struct LineBytes(ReadResult Result, bool IsFinal);

/// <summary>
/// The reading end of a connection: ends a wait for bytes when the stop is ordered or the peer stays silent for too long.
/// The end of the connection itself shows in the result, after its last bytes.
/// </summary>
internal sealed class LineReader : IAsyncDisposable
{
    private readonly PipeReader input;
    private readonly TimeProvider clock;
    private readonly CancellationToken stop;
    private readonly ITimer silence;
    private readonly CancellationTokenRegistration stopping;

    public LineReader(PipeReader line, TimeProvider timeProvider, CancellationToken stopOrdered)
    {
        input = line;
        clock = timeProvider;
        stop = stopOrdered;
        silence = clock.CreateTimer(static reader => ((PipeReader)reader!).CancelPendingRead(), input, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        stopping = stop.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), input);
    }

    /// <summary>Why the last read gave nothing.</summary>
    public string Ended { get; private set; } = "";

    /// <summary>The next bytes, or null when the line is to be read no further (<see cref="Ended"/> says why).</summary>
    /// <param name="idle">How long the peer may be silent; <see cref="Timeout.InfiniteTimeSpan"/>: for ever.</param>
    /// <param name="unfinished">How long when a message has begun; null when none has.</param>
    public async ValueTask<LineBytes?> Read(TimeSpan idle, TimeSpan? unfinished = null)
    {
        var patience = unfinished ?? idle;
        var since = clock.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            silence.Change(patience, Timeout.InfiniteTimeSpan);
            var result = await input.ReadAsync(CancellationToken.None);
            silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!result.IsCanceled)
            {
                return new LineBytes(result, result.IsCompleted);
            }

            if (stop.IsCancellationRequested)
            {
                break;
            }

            if (patience != Timeout.InfiniteTimeSpan && clock.GetElapsedTime(since) >= patience)
            {
                if (unfinished is not null)
                {
                    return new LineBytes(result, IsFinal: true);
                }

                Ended = $"silent for {patience}";
                return null;
            }

            // A timer of the read before, which fired too late.
            input.AdvanceTo(result.Buffer.Start);
        }

        Ended = "the gateway stops";
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await silence.DisposeAsync();
        await stopping.DisposeAsync();
    }
}

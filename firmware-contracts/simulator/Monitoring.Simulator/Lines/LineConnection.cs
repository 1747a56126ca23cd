using System.IO.Pipelines;

namespace Monitoring.Simulator.Lines;

/// <summary>Opens the bytes of a line: a socket, a serial port.</summary>
public delegate ValueTask<Stream> OpenLine(CancellationToken cancellationToken);

/// <summary>One life of a <see cref="Line"/>: from an opening to the loss.</summary>
internal sealed class LineConnection(Stream stream) : IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource broken = new();
    private readonly TaskCompletionSource brokenTask = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int unansweredSinceHeard;

    public Stream Stream => stream;

    /// <summary>Ends when the connection is of no more use.</summary>
    public Task Broken => brokenTask.Task;

    /// <summary>Ends when nobody can be handed this connection any more.</summary>
    public Task Closed => closed.Task;

    public async Task Send(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        // Frames of several devices must not mix.
        await writing.WaitAsync(cancellationToken);
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    public async Task<ReadResult> Read(PipeReader reader, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, broken.Token);
        try
        {
            var result = await reader.ReadAsync(either.Token);
            Volatile.Write(ref unansweredSinceHeard, 0);
            return result;
        }
        catch (OperationCanceledException stopped) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("the connection was given up", stopped);
        }
    }

    /// <summary>
    /// Gives the connection up when a message went unanswered and nothing else came in since the one before: a half-open
    /// connection. One device without answers among others that have them does not cost the others their connection.
    /// </summary>
    public void BreakIfSilent()
    {
        if (Interlocked.Increment(ref unansweredSinceHeard) > 1)
        {
            Break();
        }
    }

    public void Break()
    {
        if (brokenTask.TrySetResult())
        {
            broken.Cancel();
        }
    }

    public void Close() => closed.TrySetResult();

    public void Dispose()
    {
        Break();
        Close();
    }
}

namespace Monitoring.Simulator.Lines;

/// <summary>
/// A serial port whose reads can be stopped. The port is set so that a read returns empty-handed after 0.2 s (VMIN 0, VTIME 2);
/// a port that has gone returns empty-handed at once.
/// </summary>
internal sealed class SerialStream(string path) : Stream
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);
    private const int GoneAfter = 3;

    private readonly FileStream input = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
    private readonly FileStream output = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    // A blocking read on a thread of its own: there is one serial line.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Task.Factory.StartNew(() => Read(buffer.Span, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count), CancellationToken.None);

    public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => output.WriteAsync(buffer, cancellationToken);

    public override void Flush()
    {
        // Unbuffered.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
            output.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Read(Span<byte> buffer, CancellationToken cancellationToken)
    {
        for (var emptyAtOnce = 0; emptyAtOnce < GoneAfter;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var since = TimeProvider.System.GetTimestamp();
            var read = input.Read(buffer);
            if (read > 0)
            {
                return read;
            }

            emptyAtOnce = TimeProvider.System.GetElapsedTime(since) < AtOnce ? emptyAtOnce + 1 : 0;
        }

        return 0;
    }
}

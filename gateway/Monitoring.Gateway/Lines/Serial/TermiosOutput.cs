using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Monitoring.Gateway.Lines.Serial;

/// <summary>The sending half of a serial port. An answer fits the port's buffer, so waiting for room is the exception.</summary>
internal sealed class TermiosOutput(SafeFileHandle port, SafeFileHandle stop) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[WriteSome(buffer.Span)..];
            if (!buffer.IsEmpty && !await Task.Factory.StartNew(WaitForRoom, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            {
                throw new IOException("the serial line ended before the answer was sent");
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private bool WaitForRoom() => TermiosWait.For(Termios.PollOut, port, stop);

    private int WriteSome(ReadOnlySpan<byte> bytes)
    {
        var count = Termios.Write(port, bytes, (nuint)bytes.Length);
        if (count >= 0)
        {
            return (int)count;
        }

        return Marshal.GetLastPInvokeError() is Termios.WouldBlock or Termios.Interrupted
            ? 0
            : throw new IOException($"the serial line refused an answer: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}

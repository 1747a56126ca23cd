using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Monitoring.Gateway.Lines.Serial;

/// <summary>
/// A serial port of Linux. One thread of its own waits in <c>poll</c> for bytes or for the end: a FileStream on a terminal
/// either ignores its cancellation or mistakes "nothing yet" for a failure.
/// </summary>
internal sealed class TermiosPort : ISerialPort
{
    private readonly SafeFileHandle port;
    private readonly SafeFileHandle stop;
    private readonly Pipe received = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Task receiving;

    private TermiosPort(SafeFileHandle opened, SafeFileHandle stopped)
    {
        port = opened;
        stop = stopped;
        Output = PipeWriter.Create(new TermiosOutput(port, stop));
        receiving = Task.Factory.StartNew(Receive, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public PipeReader Input => received.Reader;

    public PipeWriter Output { get; }

    /// <exception cref="IOException">The port is absent, is no serial port or may not be opened.</exception>
    public static TermiosPort Open(SerialLineOptions options)
    {
        const int flags = Termios.OpenReadWrite | Termios.OpenNoControllingTerminal | Termios.OpenNonBlocking | Termios.OpenCloseOnExec;
        var opened = Termios.Open(options.Path, flags);
        if (opened.IsInvalid)
        {
            throw Failure("cannot be opened");
        }

        if (!Termios.TrySetRaw(opened, Termios.Speeds[options.BaudRate]))
        {
            var failure = Failure("cannot be set to 8N1");
            opened.Dispose();
            throw failure;
        }

        return new TermiosPort(opened, Termios.CreateEvent(0, Termios.EventCloseOnExec | Termios.EventNonBlocking));

        IOException Failure(string what) => new($"{options.Path} {what}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public async ValueTask DisposeAsync()
    {
        _ = Termios.Write(stop, BitConverter.GetBytes(1UL), sizeof(ulong));
        await received.Reader.CompleteAsync();   // lets go a flush that waits for the reader
        await receiving;
        await Output.CompleteAsync();
        port.Dispose();
        stop.Dispose();
    }

    private void Receive()
    {
        Exception? failure = null;
        try
        {
            while (TermiosWait.For(Termios.PollIn, port, stop))
            {
                var room = received.Writer.GetSpan();
                var count = Termios.Read(port, room, (nuint)room.Length);
                if (count > 0)
                {
                    received.Writer.Advance((int)count);
                    if (received.Writer.FlushAsync().AsTask().GetAwaiter().GetResult().IsCompleted)
                    {
                        break;
                    }
                }
                else if (count == 0 || Marshal.GetLastPInvokeError() is not (Termios.WouldBlock or Termios.Interrupted))
                {
                    break;   // the other side closed, or the adapter was pulled: both mean "open it again"
                }
            }
        }
        catch (IOException e)
        {
            failure = e;
        }

        received.Writer.Complete(failure);
    }
}

using System.IO.Pipelines;
using System.IO.Ports;
using Monitoring.Gateway.Lines.Serial;

namespace Monitoring.Gateway.SystemIoPorts;

/// <summary>
/// An open port. A loop of its own reads the base stream into a pipe: on Windows a pending read of that stream ignores its
/// token and only closing the port ends it, while a read of the pipe can be cancelled at any time.
/// </summary>
internal sealed class SystemIoPort : ISerialPort
{
    private readonly SerialPort port;
    private readonly Pipe received = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Task receiving;
    private volatile bool isClosing;

    public SystemIoPort(SerialPort opened)
    {
        port = opened;
        Output = PipeWriter.Create(port.BaseStream, new StreamPipeWriterOptions(leaveOpen: true));
        receiving = Task.Run(Receive);
    }

    public PipeReader Input => received.Reader;

    public PipeWriter Output { get; }

    public async ValueTask DisposeAsync()
    {
        isClosing = true;
        await received.Reader.CompleteAsync();
        port.Dispose();
        await receiving;
        try
        {
            await Output.CompleteAsync();
        }
        catch (Exception e) when (IsEndOfPort(e))
        {
            // The answer that was under way went with the port.
        }
    }

    private async Task Receive()
    {
        Exception? failure = null;
        try
        {
            while (!isClosing)
            {
                var count = await port.BaseStream.ReadAsync(received.Writer.GetMemory());
                if (count == 0)
                {
                    break;
                }

                received.Writer.Advance(count);
                if ((await received.Writer.FlushAsync()).IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (IsEndOfPort(e))
        {
            failure = isClosing ? null : new IOException($"{port.PortName} is gone: {e.Message}", e);
        }

        await received.Writer.CompleteAsync(failure);
    }

    // A pulled adapter shows as any of these, depending on the system and the moment.
    private static bool IsEndOfPort(Exception e) => e is IOException or InvalidOperationException or UnauthorizedAccessException or OperationCanceledException or TimeoutException;
}

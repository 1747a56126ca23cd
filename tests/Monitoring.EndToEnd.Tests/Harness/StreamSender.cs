using System.Net.Sockets;
using System.Text;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>A sender of HJ 212 frames over a byte stream, with a window of uploads in flight.</summary>
public sealed class StreamSender(string mn, DateTime firstSample) : Sender(mn, firstSample)
{
    private const int Window = 16;

    /// <summary>Sends until the link breaks or <paramref name="stop"/> is cancelled; returns once no answer can come any more.</summary>
    public async Task Run(Stream link, CancellationToken stop)
    {
        using var window = new SemaphoreSlim(Window);
        var answers = ReadAnswers(link, window);
        try
        {
            while (!answers.IsCompleted)
            {
                await window.WaitAsync(stop);
                await link.WriteAsync(Encoding.ASCII.GetBytes(NextFrame()), stop);
                await link.FlushAsync(stop);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Killed in the middle of an upload: exactly what the test is about.
        }

        await link.DisposeAsync();
        await Testing.Eventually.Ends(answers);
    }

    public static async Task<Stream> Connect((string Host, int Port) address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

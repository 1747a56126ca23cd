using System.Net;
using System.Net.Sockets;

namespace Monitoring.Benchmarks.Ingest;

/// <summary>One connection that keeps a window of messages under way and counts their acknowledgements.</summary>
internal sealed class SendingDevice : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] answers = new byte[16 * 1024];
    private readonly ReadOnlyMemory<byte>[] messages;
    private readonly Func<ReadOnlyMemory<byte>, int> countAnswers;
    private readonly byte[] burst;
    private int next;

    /// <param name="messages">Sent in turn, over and over.</param>
    /// <param name="countAnswers">The acknowledgements that end in some bytes.</param>
    public SendingDevice(ReadOnlyMemory<byte>[] messages, Func<ReadOnlyMemory<byte>, int> countAnswers)
    {
        this.messages = messages;
        this.countAnswers = countAnswers;
        burst = new byte[messages.Max(m => m.Length) * 64];
    }

    /// <summary>Acknowledged so far.</summary>
    public long Acknowledged { get; private set; }

    public long Sent { get; private set; }

    /// <param name="door">Where.</param>
    /// <param name="greeting">What the door wants to be told and answers first; empty: nothing.</param>
    public async Task Connect(IPEndPoint door, ReadOnlyMemory<byte> greeting)
    {
        await socket.ConnectAsync(door);
        if (!greeting.IsEmpty)
        {
            await socket.SendAsync(greeting);
            await socket.ReceiveAsync(answers);
        }
    }

    public async Task Run(int window, CancellationToken stop)
    {
        var half = Math.Max(1, window / 2);
        while (!stop.IsCancellationRequested)
        {
            while (Sent - Acknowledged <= window - half)
            {
                await socket.SendAsync(Burst(half), CancellationToken.None);
                Sent += half;
            }

            await ReadAnswers();
        }

        while (Acknowledged < Sent)
        {
            await ReadAnswers();
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task ReadAnswers()
    {
        var count = await socket.ReceiveAsync(answers);
        Acknowledged += count > 0 ? countAnswers(answers.AsMemory(0, count)) : throw new InvalidOperationException("the gateway closed the connection");
    }

    private ReadOnlyMemory<byte> Burst(int count)
    {
        var length = 0;
        for (var n = 0; n < count; n++)
        {
            var message = messages[next++ % messages.Length];
            message.CopyTo(burst.AsMemory(length));
            length += message.Length;
        }

        return burst.AsMemory(0, length);
    }
}

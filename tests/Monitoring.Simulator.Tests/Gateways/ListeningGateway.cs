using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Monitoring.Protocols.Hj212;
using Monitoring.Simulator.Lines;

namespace Monitoring.Simulator.Tests.Gateways;

/// <summary>What a test gateway does with a message.</summary>
internal enum Reaction
{
    Acknowledge,
    Ignore,
    RefuseMessage,
    RefuseDevice,
    Hang,
}

/// <summary>The centre's end over a real socket: reads frames and reacts as the test says.</summary>
internal sealed class ListeningGateway : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Hj212Message, int, Reaction> react;
    private readonly Task accepting;
    private int received;

    public ListeningGateway(Func<Hj212Message, int, Reaction>? reaction = null)
    {
        react = reaction ?? ((_, _) => Reaction.Acknowledge);
        listener.Start();
        Endpoint = new Endpoint("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        accepting = Accept();
    }

    public Endpoint Endpoint { get; }

    public ConcurrentQueue<Hj212Message> Messages { get; } = new();

    public int Connections;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task Accept()
    {
        while (true)
        {
            var socket = await listener.AcceptSocketAsync(stop.Token);
            Interlocked.Increment(ref Connections);
            _ = Serve(new NetworkStream(socket, ownsSocket: true));
        }
    }

    private async Task Serve(Stream stream)
    {
        await using var owned = stream;
        await Serve(stream, stop.Token);
    }

    /// <summary>Serves one stream until it ends.</summary>
    public async Task Serve(Stream stream, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream);
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            var answers = new ArrayBufferWriter<byte>();
            var hangUp = false;
            while (Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, out var frame, out _) == OperationStatus.Done)
            {
                Messages.Enqueue(Hj212Message.Of(frame));
                switch (react(Hj212Message.Of(frame), Interlocked.Increment(ref received)))
                {
                    case Reaction.Acknowledge:
                        Hj212Writer.WriteDataAnswer(frame, answers);
                        break;
                    case Reaction.RefuseMessage:
                        Hj212Writer.WriteRequestAnswer(frame, Hj212QnRtn.Refused, answers);
                        break;
                    case Reaction.RefuseDevice:
                        Hj212Writer.WriteRequestAnswer(frame, Hj212QnRtn.WrongMn, answers);
                        break;
                    case Reaction.Hang:
                        hangUp = true;
                        break;
                }
            }

            await stream.WriteAsync(answers.WrittenMemory, cancellationToken);
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (hangUp || result.IsCompleted)
            {
                return;
            }
        }
    }
}

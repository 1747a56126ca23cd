using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Monitoring.Protocols.Mqtt;
using Monitoring.Simulator.Lines;

namespace Monitoring.Simulator.Tests.Gateways;

/// <summary>A PUBLISH as the server saw it.</summary>
internal sealed record Published(string Topic, string Payload, ushort PacketId, bool IsDuplicate, string? User, string Password);

/// <summary>An MQTT server over a real socket that answers CONNECT as told and acknowledges unless told otherwise.</summary>
internal sealed class ListeningMqttServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly MqttConnectResult connect;
    private readonly Func<int, bool> acknowledges;
    private readonly Task accepting;
    private int received;

    public ListeningMqttServer(MqttConnectResult connectResult = MqttConnectResult.Accepted, Func<int, bool>? acknowledge = null)
    {
        connect = connectResult;
        acknowledges = acknowledge ?? (_ => true);
        listener.Start();
        Endpoint = new Endpoint("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        accepting = Accept();
    }

    public Endpoint Endpoint { get; }

    public ConcurrentQueue<Published> Messages { get; } = new();

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
            _ = Serve(await listener.AcceptSocketAsync(stop.Token));
        }
    }

    private async Task Serve(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var reader = PipeReader.Create(stream);
        MqttConnect? who = null;
        while (true)
        {
            var result = await reader.ReadAsync(stop.Token);
            var buffer = result.Buffer;
            var answers = new ArrayBufferWriter<byte>();
            while (MqttReader.Read(ref buffer, 65536, out var packet, out _) == OperationStatus.Done)
            {
                if (packet.Type == MqttPacketType.Connect)
                {
                    who = packet.Connect;
                    MqttWriter.WriteConnack(connect, false, answers);
                }
                else if (packet.Type == MqttPacketType.Publish)
                {
                    Messages.Enqueue(new Published(
                        packet.TopicText,
                        Encoding.UTF8.GetString(packet.Payload),
                        packet.PacketId,
                        packet.IsDuplicate,
                        who?.UserName,
                        Encoding.UTF8.GetString((who?.Password ?? default).Span)));
                    if (acknowledges(Interlocked.Increment(ref received)))
                    {
                        MqttWriter.WritePuback(packet.PacketId, answers);
                    }
                }
            }

            await stream.WriteAsync(answers.WrittenMemory, stop.Token);
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted || connect != MqttConnectResult.Accepted)
            {
                return;
            }
        }
    }
}

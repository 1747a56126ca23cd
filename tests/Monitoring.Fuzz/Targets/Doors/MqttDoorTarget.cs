using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Monitoring.Contracts;
using Monitoring.Fuzz.Targets.Mqtt;
using Monitoring.Protocols.Mqtt;

namespace Monitoring.Fuzz.Targets.Doors;

/// <summary>The MQTT door: a good CONNECT most of the time, then the input, then a ping; the gateway ends what the device has ended.</summary>
public sealed class MqttDoorTarget : FuzzTarget
{
    private static readonly byte[] Connect = Bytes(output => MqttWriter.WriteConnect(
        new MqttConnect { ClientId = "fuzz", UserName = FuzzedGateway.Mn, Password = Encoding.ASCII.GetBytes(FuzzedGateway.Password), KeepAliveSeconds = 60 }, output));

    private static readonly byte[] Ping = Bytes(MqttWriter.WritePingreq);

    private readonly byte[] buffer = new byte[4096];
    private FuzzedGateway gateway = null!;

    public override string Name => "door-mqtt";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. Corpus.Packets,
        .. new JsonPayloadTarget().Seeds.Select(json => Publish(json)),
        .. Corpus.Frames.Select(frame => Publish(frame)),
    ];

    public override IReadOnlyList<byte[]> Words => PacketRepair.Words;

    public override IReadOnlyList<string> Demanded => ["Connack", "Puback", "Pingresp", "closed"];

    public override int ShortRuns => 200;

    public override void Repair(Dice dice, List<byte> bytes) => PacketRepair.Repair(dice, bytes);

    public override async Task Start() => gateway = await FuzzedGateway.Start();

    public override async ValueTask Take(byte[] input, Outcomes outcomes)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(gateway.Doors.Mqtt!);
        var received = new ArrayBufferWriter<byte>();
        try
        {
            await socket.SendAsync(input.Sum(b => b) % 8 == 0 ? input : [.. Connect, .. input, .. Ping]);
            socket.Shutdown(SocketShutdown.Send);
            for (var count = 1; count > 0; received.Write(buffer.AsSpan(0, count)))
            {
                count = await socket.ReceiveAsync(buffer);
            }
        }
        catch (SocketException)
        {
            // Bytes that the gateway no longer wanted to read: the connection was reset.
        }

        Tell(new ReadOnlySequence<byte>(received.WrittenMemory), outcomes);
    }

    public override async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await base.DisposeAsync();
    }

    private static void Tell(ReadOnlySequence<byte> answers, Outcomes outcomes)
    {
        if (answers.IsEmpty)
        {
            outcomes.Add("closed");
        }

        while (!answers.IsEmpty)
        {
            var status = MqttReader.Read(ref answers, MqttReader.MaxRemainingLength, out var packet, out var fault);
            Hold(status == OperationStatus.Done, $"the gateway speaks MQTT, not {fault.Reason}");
            outcomes.Add(packet.Type.ToString());
        }
    }

    private static byte[] Publish(byte[] payload) => Bytes(output => MqttWriter.WritePublish(DeviceTopics.Telemetry(FuzzedGateway.Mn), payload, MqttQos.AtLeastOnce, 7, output));

    private static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using Monitoring.Protocols.Hj212;
using Monitoring.Protocols.Mqtt;
using Monitoring.Simulator.Devices;

namespace Monitoring.Simulator.Lines;

/// <summary>
/// MQTT 3.1.1 for one device: user name is the MN, each upload an HJ 212 frame in a PUBLISH of QoS 1, acknowledged by its PUBACK.
/// The frame asks for no answer of its own. Keep-alive is off: a dead connection shows at the next upload.
/// </summary>
public sealed class MqttDialect : ILineDialect
{
    private const int MaxPacket = 64 * 1024;
    private readonly string mn;
    private ushort packetId;

    public MqttDialect(string deviceMn, string password)
    {
        mn = deviceMn;
        var greeting = new ArrayBufferWriter<byte>();
        MqttWriter.WriteConnect(new MqttConnect { ClientId = mn, UserName = mn, Password = Encoding.UTF8.GetBytes(password) }, greeting);
        Greeting = greeting.WrittenMemory;
    }

    public ReadOnlyMemory<byte> Greeting { get; }

    public string Write(Upload upload, bool isRepeat, IBufferWriter<byte> output)
    {
        if (!isRepeat)
        {
            packetId = (ushort)(packetId == ushort.MaxValue ? 1 : packetId + 1);
        }

        var frame = new ArrayBufferWriter<byte>();
        Hj212Writer.Write(upload.Message(Hj212Flag.Plain), frame);
        MqttWriter.WritePublish($"devices/{mn}/telemetry", frame.WrittenSpan, MqttQos.AtLeastOnce, packetId, output, isDuplicate: isRepeat);
        return packetId.ToString(CultureInfo.InvariantCulture);
    }

    public bool TryRead(ref ReadOnlySequence<byte> buffer, out LineAnswer? answer)
    {
        answer = null;
        switch (MqttReader.Read(ref buffer, MaxPacket, out var packet, out var fault))
        {
            case OperationStatus.NeedMoreData:
                return false;
            case OperationStatus.InvalidData:
                throw new InvalidDataException($"the MQTT server sent a malformed packet: {fault}");
        }

        answer = packet.Type switch
        {
            MqttPacketType.Connack => new LineAnswer("", OfConnack(packet.ConnectResult)),
            MqttPacketType.Puback => new LineAnswer(packet.PacketId.ToString(CultureInfo.InvariantCulture), new ExchangeOutcome(ExchangeResult.Acknowledged, $"PUBACK {packet.PacketId}")),
            _ => null,
        };
        return true;
    }

    private static ExchangeOutcome OfConnack(MqttConnectResult result) => result == MqttConnectResult.Accepted
        ? new ExchangeOutcome(ExchangeResult.Acknowledged)
        : new ExchangeOutcome(ExchangeResult.NotAdmitted, $"the MQTT server refused the connection: {result}");
}

using System.Buffers;
using Monitoring.Protocols.Mqtt;

namespace Monitoring.Fuzz.Targets.Mqtt;

/// <summary>Packets of MQTT 3.1.1, in one block and across two.</summary>
public sealed class MqttReaderTarget : FuzzTarget
{
    private const int MaxPacketSize = 4096;

    public override string Name => "mqtt-reader";

    public override IReadOnlyList<byte[]> Seeds => Corpus.Packets;

    public override IReadOnlyList<byte[]> Words => PacketRepair.Words;

    public override IReadOnlyList<string> Demanded { get; } =
    [
        "Connect", "Connack", "Publish", "Puback", "Pubrel", "Subscribe", "Suback", "Unsubscribe", "Pingreq", "Disconnect", "unfinished",
        "packet-too-large", "remaining-length", "reserved-type", "reserved-flags", "qos", "dup-without-qos", "packet-id", "utf-8", "null-character", "topic-empty", "topic-wildcard",
        "topic-filter", "no-topic-filter", "subscription-qos", "protocol-name", "connect-flags", "will-flags", "will-qos", "password-without-user", "return-code", "connack-flags", "length",
    ];

    public override void Repair(Dice dice, List<byte> bytes) => PacketRepair.Repair(dice, bytes);

    public override ValueTask Take(byte[] input, Outcomes outcomes)
    {
        var whole = new ReadOnlySequence<byte>(input);
        var split = Blocks.Of(input, input.Length == 0 ? 0 : input.Sum(b => b) % input.Length);
        while (true)
        {
            var start = whole;
            var before = whole.Length;
            var status = MqttReader.Read(ref whole, MaxPacketSize, out var packet, out var fault);
            var sameStatus = MqttReader.Read(ref split, MaxPacketSize, out var same, out var sameFault);
            Hold(status == sameStatus && fault == sameFault && packet.Type == same.Type && packet.PacketId == same.PacketId && packet.Topic.Span.SequenceEqual(same.Topic.Span), "blocks do not matter");
            Hold(whole.Length == split.Length && whole.Length < before == (status == OperationStatus.Done), "a packet and nothing else consumes");
            var begins = MqttReader.ReadBeginning(start, out var begun, out var length);
            Hold(
                status != OperationStatus.Done || packet.Type != MqttPacketType.Publish
                || (begins == OperationStatus.Done && length == before - whole.Length && begun.PacketId == packet.PacketId && begun.Topic.Span.SequenceEqual(packet.Topic.Span)),
                "the beginning of a publication says what the whole says");
            outcomes.Add(status switch
            {
                OperationStatus.Done => packet.Type.ToString(),
                OperationStatus.InvalidData => fault.Reason,
                _ => whole.IsEmpty ? "boundary" : "unfinished",
            });
            if (status != OperationStatus.Done)
            {
                return ValueTask.CompletedTask;
            }
        }
    }
}

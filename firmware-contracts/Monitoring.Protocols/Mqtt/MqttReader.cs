using System.Buffers;

namespace Monitoring.Protocols.Mqtt;

/// <summary>
/// MQTT 3.1.1 (OASIS, 29 October 2014) packets out of a stream of bytes:
/// <code>
/// offset  size    field                                                     clause
/// 0       1       bits 7..4 packet type, bits 3..0 flags of the type        2.2
/// 1       1..4    remaining length, 7 bits a byte, low first, bit 7 = more  2.2.3
/// 2..5    n       variable header, then payload                             3
/// </code>
/// <c>32 0D 00 03 61 2F 62 00 0A 68 65 6C 6C 6F 21</c> is PUBLISH, QoS 1, topic <c>a/b</c>, packet id 10, payload <c>hello!</c>.
/// </summary>
public static class MqttReader
{
    /// <summary>What four length bytes can say (2.2.3). A line sets a far smaller limit.</summary>
    public const int MaxRemainingLength = 268_435_455;

    private const int MaxLengthBytes = 4;

    /// <summary>
    /// The next packet: <c>Done</c> and the buffer behind it; <c>NeedMoreData</c>; or <c>InvalidData</c> and the fault, after which
    /// the connection has to be closed. Never more than <paramref name="maxPacketSize"/> bytes are waited for.
    /// </summary>
    public static OperationStatus Read(ref ReadOnlySequence<byte> buffer, int maxPacketSize, out MqttPacket packet, out MqttFault fault)
    {
        packet = default;
        fault = default;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out var first))
        {
            return OperationStatus.NeedMoreData;
        }

        var type = (MqttPacketType)(first >> 4);
        var flags = first & 0x0F;
        fault = CheckFirstByte(type, flags);
        if (fault != default)
        {
            return OperationStatus.InvalidData;
        }

        var status = ReadRemainingLength(ref reader, out var length);
        if (status != OperationStatus.Done)
        {
            fault = status == OperationStatus.InvalidData ? MqttFault.RemainingLength : default;
            return status;
        }

        if (length > maxPacketSize - reader.Consumed)
        {
            fault = MqttFault.TooLarge;
            return OperationStatus.InvalidData;
        }

        if (reader.Remaining < length)
        {
            return OperationStatus.NeedMoreData;
        }

        var body = new MqttBody(buffer.Slice(reader.Position, length));
        packet = MqttBodies.Read(type, flags, ref body);
        fault = body.Fault;
        if (fault != default)
        {
            packet = default;
            return OperationStatus.InvalidData;
        }

        buffer = buffer.Slice(reader.Consumed + length);
        return OperationStatus.Done;
    }

    /// <summary>
    /// The beginning of a publication that is too large (<see cref="MqttFault.TooLarge"/>): its topic, its id, and as much of its payload as lies in
    /// the buffer, which stays as it is. Who subscribed may pass over the rest and stay in step.
    /// </summary>
    /// <param name="buffer">Unread bytes.</param>
    /// <param name="packet">The publication of <c>Done</c>, its payload cut.</param>
    /// <param name="length">What the whole packet takes of the stream.</param>
    public static OperationStatus ReadBeginning(ReadOnlySequence<byte> buffer, out MqttPacket packet, out long length)
    {
        packet = default;
        length = 0;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out var first))
        {
            return OperationStatus.NeedMoreData;
        }

        var (type, flags) = ((MqttPacketType)(first >> 4), first & 0x0F);
        if (type != MqttPacketType.Publish || CheckFirstByte(type, flags) != default)
        {
            return OperationStatus.InvalidData;
        }

        var status = ReadRemainingLength(ref reader, out var remaining);
        if (status != OperationStatus.Done)
        {
            return status;
        }

        length = reader.Consumed + remaining;
        var here = Math.Min(reader.Remaining, remaining);
        var body = new MqttBody(buffer.Slice(reader.Position, here));
        packet = MqttBodies.Read(type, flags, ref body);
        return body.Fault == default ? OperationStatus.Done
            : body.Fault == MqttFault.Length && here < remaining ? OperationStatus.NeedMoreData
            : OperationStatus.InvalidData;
    }

    private static MqttFault CheckFirstByte(MqttPacketType type, int flags) => type switch
    {
        MqttPacketType.None or > MqttPacketType.Disconnect => MqttFault.ReservedType,
        MqttPacketType.Publish => (flags & 0b0110) == 0b0110 ? MqttFault.Qos
            : (flags & 0b1110) == 0b1000 ? MqttFault.DupWithoutQos
            : default,
        MqttPacketType.Pubrel or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe => flags == 0b0010 ? default : MqttFault.ReservedFlags,
        _ => flags == 0 ? default : MqttFault.ReservedFlags,
    };

    private static OperationStatus ReadRemainingLength(ref SequenceReader<byte> reader, out int length)
    {
        length = 0;
        for (var i = 0; i < MaxLengthBytes; i++)
        {
            if (!reader.TryRead(out var b))
            {
                return OperationStatus.NeedMoreData;
            }

            length |= (b & 0x7F) << (7 * i);
            if ((b & 0x80) == 0)
            {
                return OperationStatus.Done;
            }
        }

        return OperationStatus.InvalidData;
    }
}

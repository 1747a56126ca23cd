using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Monitoring.Protocols.Mqtt;

/// <summary>
/// Reads the fields of one packet's body. The first fault sticks, and every later read gives nothing, so that the caller
/// reads a packet from top to bottom and looks once.
/// </summary>
internal ref struct MqttBody(ReadOnlySequence<byte> body)
{
    private SequenceReader<byte> reader = new(body);

    public MqttFault Fault { get; private set; }

    public readonly bool HasMore => Fault == default && !reader.End;

    public readonly bool IsEmpty => reader.End;

    public void Refuse(bool isBroken, MqttFault fault) => Fault = isBroken && Fault == default ? fault : Fault;

    public byte Byte()
    {
        if (Fault == default && reader.TryRead(out var b))
        {
            return b;
        }

        Refuse(isBroken: true, MqttFault.Length);
        return 0;
    }

    public ushort Word() => (ushort)((Byte() << 8) | Byte());

    /// <summary>A packet id: never zero [MQTT-2.3.1-1].</summary>
    public ushort PacketId()
    {
        var id = Word();
        Refuse(id == 0, MqttFault.PacketId);
        return id;
    }

    /// <summary>Length-prefixed bytes; a copy only where they lie across two blocks.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        var length = Word();
        if (Fault != default || reader.Remaining < length)
        {
            Refuse(isBroken: true, MqttFault.Length);
            return default;
        }

        var bytes = reader.Sequence.Slice(reader.Position, length);
        reader.Advance(length);
        return bytes.IsSingleSegment ? bytes.First : bytes.ToArray();
    }

    /// <summary>A UTF-8 string (1.5.3), still as bytes.</summary>
    public ReadOnlyMemory<byte> TextBytes()
    {
        var bytes = Bytes();
        Refuse(!Utf8.IsValid(bytes.Span), MqttFault.Utf8);
        Refuse(bytes.Span.Contains((byte)0), MqttFault.NullCharacter);
        return bytes;
    }

    public string Text() => Encoding.UTF8.GetString(TextBytes().Span);

    public ReadOnlySequence<byte> Rest()
    {
        var rest = reader.UnreadSequence;
        reader.AdvanceToEnd();
        return rest;
    }
}

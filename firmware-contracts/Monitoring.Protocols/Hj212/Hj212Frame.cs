using System.Buffers;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// One frame whose check fits. A view over the line's buffer: valid until the line's reader advances, so take strings
/// (<see cref="TextOf"/>, <see cref="Hj212Values"/>) before that.
/// </summary>
public readonly struct Hj212Frame
{
    private const int CrcLength = 4;

    private readonly ReadOnlyMemory<byte> memory;
    private readonly Hj212Address address;
    private readonly Hj212Deviations framing;
    private readonly Hj212Remarks framingRemarks;

    internal Hj212Frame(ReadOnlyMemory<byte> memory, ReadOnlySequence<byte> raw, in Hj212Cut cut, in Hj212Address address)
    {
        this.memory = memory;
        this.address = address;
        Raw = raw;
        ExpectedCrc = cut.ExpectedCrc ?? 0;
        framing = cut.Deviations;
        framingRemarks = cut.Remarks;
    }

    /// <summary>Everything that was consumed for the frame: head, length, segment, check and tail.</summary>
    public ReadOnlySequence<byte> Raw { get; }

    /// <summary>The data segment, from QN to the closing <c>&amp;&amp;</c>.</summary>
    public ReadOnlySpan<byte> Segment => memory.Span[..^CrcLength];

    /// <summary>The standard's check of the segment, also when a dialect was accepted.</summary>
    public ushort ExpectedCrc { get; }

    /// <summary>The four characters that the device wrote.</summary>
    public ReadOnlySpan<byte> ActualCrc => memory.Span[^CrcLength..];

    /// <summary>The dialect that the check is written in; none for the standard's. An answer is written in the same, the only one the device can verify.</summary>
    public Hj212CrcDialects CrcDialect =>
        framing.HasFlag(Hj212Deviations.CrcModbus) ? Hj212CrcDialects.Modbus
        : framing.HasFlag(Hj212Deviations.CrcModbusSwapped) ? Hj212CrcDialects.ModbusSwapped
        : Hj212CrcDialects.None;

    public ReadOnlySpan<byte> Qn => this[Hj212Field.Qn];

    public ReadOnlySpan<byte> St => this[Hj212Field.St];

    public ReadOnlySpan<byte> Cn => this[Hj212Field.Cn];

    public ReadOnlySpan<byte> Pw => this[Hj212Field.Pw];

    public ReadOnlySpan<byte> Mn => this[Hj212Field.Mn];

    /// <summary>What stands between <c>CP=&amp;&amp;</c> and <c>&amp;&amp;</c>.</summary>
    public ReadOnlySpan<byte> Cp => this[Hj212Field.Cp];

    internal ReadOnlyMemory<byte> Content => address.Get(Hj212Field.Cp, memory);

    /// <summary>CN as a number; see <see cref="Hj212Command"/>.</summary>
    public int Command => address.Command;

    /// <summary>Null when the device sent none (2005).</summary>
    public Hj212Flag? Flag => address.Flag;

    public bool WantsAnswer => Flag?.WantsAnswer ?? false;

    /// <summary>PNUM; null when absent, whatever Flag says.</summary>
    public int? PacketCount => address.PacketCount;

    /// <summary>PNO, from 1.</summary>
    public int? PacketNumber => address.PacketNumber;

    /// <summary>2025: the report is sent again (<c>RF=1</c>).</summary>
    public bool IsRefill => this[Hj212Field.Rf] is [(byte)'1'];

    /// <summary>DataTime of CP, Beijing time; null when CP has none. An impossible one is a fault, not a frame.</summary>
    public DateTimeOffset? DataTime => address.DataTime;

    /// <summary>The items of CP, read as they are walked.</summary>
    public Hj212Items Items => new(Cp);

    /// <summary>All deviations; walks CP once.</summary>
    public Hj212Deviations Deviations
    {
        get
        {
            var items = Items.GetEnumerator();
            while (items.MoveNext())
            {
            }

            var encoding = System.Text.Unicode.Utf8.IsValid(Segment) ? Hj212Deviations.None : Hj212Deviations.Encoding;
            return framing | address.Deviations | items.Deviations | encoding;
        }
    }

    /// <summary>The deviations of what stands around the segment.</summary>
    internal Hj212Deviations Framing => framing;

    public Hj212Remarks Remarks => framingRemarks | address.Remarks;

    /// <summary>The value of a field; empty when it is empty or absent.</summary>
    public ReadOnlySpan<byte> this[Hj212Field field] => address.Get(field, memory.Span);

    public bool Has(Hj212Field field) => address.Has(field);

    /// <summary>The text of a field; null when it is absent.</summary>
    public string? TextOf(Hj212Field field) => Has(field) ? Hj212Text.Decode(this[field]) : null;

    /// <summary>
    /// When the device says it sent the frame: QN as 17 digits of Beijing time or, met in the field, as milliseconds since
    /// 1970 in 13 digits.
    /// </summary>
    public bool TryGetSentAt(out DateTimeOffset sentAt) => Hj212Time.TryReadQn(Qn, out sentAt);
}

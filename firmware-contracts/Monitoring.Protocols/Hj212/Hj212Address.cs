using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Monitoring.Protocols.Hj212;

/// <summary>The fields of the data segment before and including CP, in the standard's order (2017, table 2).</summary>
public enum Hj212Field
{
    Qn,
    St,
    Cn,
    Pw,
    Mn,
    Flag,
    Pnum,
    Pno,

    /// <summary>2025: <c>RF=1</c> marks a report that is sent again.</summary>
    Rf,
    Cp,
}

/// <summary>Where each field of a segment lies. Order is fixed in the standard and free in the field.</summary>
internal struct Hj212Address
{
    private const int FieldCount = 10;
    private const int LongestIdentifier = 64;

    private Slots slots;

    public Hj212Deviations Deviations;
    public Hj212Remarks Remarks;
    public Hj212Flag? Flag;
    public int Command;
    public int? PacketCount;
    public int? PacketNumber;
    public DateTimeOffset? DataTime;

    /// <summary>Of a field that makes the frame unusable: it comes more than once and says different things.</summary>
    public bool IsRepeated;

    public readonly bool Has(Hj212Field field) => slots[(int)field].Start != 0;

    public readonly ReadOnlySpan<byte> Get(Hj212Field field, ReadOnlySpan<byte> segment)
    {
        var slot = slots[(int)field];
        return segment.Slice(slot.Start, slot.Length);
    }

    public readonly ReadOnlyMemory<byte> Get(Hj212Field field, ReadOnlyMemory<byte> segment)
    {
        var slot = slots[(int)field];
        return segment.Slice(slot.Start, slot.Length);
    }

    /// <summary>Reads the fields; null, or the name of the field that makes the frame unusable.</summary>
    public static string? Read(ReadOnlySpan<byte> segment, out Hj212Address address)
    {
        address = default;
        var cp = segment.IndexOf("CP=&&"u8);
        if (cp < 0)
        {
            return address.ReadWithoutContent(segment);
        }

        var content = segment[(cp + 5)..];
        var (length, behind) = content.EndsWith("&&"u8) ? (content.Length - 2, content.Length) : address.ReadOddEnd(content);
        address.slots[(int)Hj212Field.Cp] = new Slot(cp + 5, length);
        return address.ReadHead(segment[..cp], from: 0, isBeforeCp: true)
            ?? address.ReadHead(segment, from: cp + 5 + behind, isBeforeCp: false)
            ?? address.ReadNumbers(segment)
            ?? address.ReadDataTime(segment);
    }

    internal static bool IsIdentifier(ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= LongestIdentifier && text.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0;

    /// <summary>The MN that some bytes claim, whatever else is wrong with them.</summary>
    internal static bool TryReadMn(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> mn)
    {
        mn = default;
        var at = bytes.IndexOf("MN="u8);
        if (at < 0)
        {
            return false;
        }

        mn = bytes[(at + 3)..];
        var end = mn.IndexOfAny((byte)';', (byte)',');
        mn = end < 0 ? mn : mn[..end];
        return IsIdentifier(mn);
    }

    private static int FieldOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("QN"u8) => (int)Hj212Field.Qn,
        2 when name.SequenceEqual("ST"u8) => (int)Hj212Field.St,
        2 when name.SequenceEqual("CN"u8) => (int)Hj212Field.Cn,
        2 when name.SequenceEqual("PW"u8) => (int)Hj212Field.Pw,
        2 when name.SequenceEqual("MN"u8) => (int)Hj212Field.Mn,
        2 when name.SequenceEqual("RF"u8) => (int)Hj212Field.Rf,
        3 when name.SequenceEqual("PNO"u8) => (int)Hj212Field.Pno,
        4 when name.SequenceEqual("Flag"u8) => (int)Hj212Field.Flag,
        4 when name.SequenceEqual("PNUM"u8) => (int)Hj212Field.Pnum,
        _ => -1,
    };

    // CP is not closed, half closed (which is no part of its last value), or fields of the head stand behind it.
    private (int Length, int Behind) ReadOddEnd(ReadOnlySpan<byte> content)
    {
        Deviations |= Hj212Deviations.CpEnd;
        var close = content.LastIndexOf("&&;"u8);
        return close >= 0 && IsHead(content[(close + 3)..]) ? (close, close + 3) : (content.EndsWith("&"u8) ? content.Length - 1 : content.Length, content.Length);
    }

    private static bool IsHead(ReadOnlySpan<byte> fields)
    {
        foreach (var item in fields.Split((byte)';'))
        {
            var equals = fields[item].IndexOf((byte)'=');
            if (!fields[item].IsEmpty && (equals < 0 || FieldOf(fields[item][..equals]) < 0))
            {
                return false;
            }
        }

        return true;
    }

    // A heartbeat or an answer to a command says all in its head; an upload without its content is a broken one.
    private string? ReadWithoutContent(ReadOnlySpan<byte> segment)
    {
        var head = segment;
        foreach (var end in (ReadOnlySpan<byte>)[(byte)'&', (byte)'='])
        {
            head = head.TrimEnd("; \r\n\0"u8);
            head = end == '&' && head.EndsWith("&&"u8) ? head[..^2] : end == '=' && head.EndsWith(";CP="u8) ? head[..^3] : head;
        }

        slots[(int)Hj212Field.Cp] = new Slot(segment.Length, 0);
        Deviations |= Hj212Deviations.CpEnd;
        var isUsable = head.IndexOf("CP="u8) < 0 && ReadHead(head, from: 0, isBeforeCp: false) is null && ReadNumbers(segment) is null;
        IsRepeated = false;
        return isUsable && Hj212Command.MayLackContent(Command) ? null : "CP";
    }

    private string? ReadHead(ReadOnlySpan<byte> head, int from, bool isBeforeCp)
    {
        var at = from;
        while (at < head.Length)
        {
            var length = head[at..].IndexOfAny((byte)';', (byte)',');
            if (length < 0)
            {
                length = head.Length - at;
                Deviations |= isBeforeCp ? Hj212Deviations.Separator : Hj212Deviations.None;
            }
            else if (head[at + length] == ',')
            {
                Deviations |= Hj212Deviations.Separator;
            }

            var item = head.Slice(at, length);
            var equals = item.IndexOf((byte)'=');
            var (name, nameEnd) = (at, at + Math.Max(equals, 0));
            var (value, valueEnd) = (nameEnd + 1, at + length);
            var field = -1;
            if (equals >= 0)
            {
                var isBlank = Hj212Blanks.Trim(head, ref name, ref nameEnd) | Hj212Blanks.Trim(head, ref value, ref valueEnd);
                Deviations |= isBlank ? Hj212Deviations.Separator : Hj212Deviations.None;
                field = FieldOf(head[name..nameEnd]);
            }

            if (field >= 0)
            {
                if (slots[field].Start != 0)
                {
                    IsRepeated = true;
                    return NameOf((Hj212Field)field);
                }

                slots[field] = new Slot(value, valueEnd - value);
            }
            else
            {
                // An unknown field is skipped; an empty or nameless one is a separator too many.
                Deviations |= equals <= 0 ? Hj212Deviations.Separator : Hj212Deviations.None;
            }

            at += length + 1;
        }

        return null;
    }

    private string? ReadNumbers(ReadOnlySpan<byte> segment)
    {
        var cn = Get(Hj212Field.Cn, segment);
        if (cn.Length != 4 || !TryReadNumber(cn, 9999, out Command))
        {
            return "CN";
        }

        var mn = Get(Hj212Field.Mn, segment);
        if (mn.IsEmpty && (Has(Hj212Field.Mn) || Hj212Command.IsAnswer(Command)))
        {
            // A device that nobody gave its number: what it measured can be read, whose it is the line has to know. An answer of 2005 names
            // the exchange and no device.
            Deviations |= Hj212Deviations.NoMn;
        }
        else if (!IsIdentifier(mn))
        {
            return "MN";
        }

        if (Has(Hj212Field.Flag) && !ReadFlag(Get(Hj212Field.Flag, segment)))
        {
            return "Flag";
        }

        if (ReadPacketNumber(Hj212Field.Pnum, segment, ref PacketCount) is { } count)
        {
            return count;
        }

        if (ReadPacketNumber(Hj212Field.Pno, segment, ref PacketNumber) is { } number)
        {
            return number;
        }

        Deviations |= Get(Hj212Field.St, segment).IsEmpty ? Hj212Deviations.NoSt : Hj212Deviations.None;
        Remarks |= Has(Hj212Field.Qn) && !(Get(Hj212Field.Qn, segment) is { Length: 17 } qn && Hj212Time.TryRead(qn, out _)) ? Hj212Remarks.Qn : Hj212Remarks.None;
        Remarks |= (Flag?.ClaimsPacketNumbers ?? false) != (PacketCount.HasValue && PacketNumber.HasValue)
            ? Hj212Remarks.PacketNumbers
            : Hj212Remarks.None;
        return null;
    }

    // A mark of a value, or nothing, where the bits belong: it asks for no answer. A number that is no Flag is a broken one.
    private bool ReadFlag(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
        {
            Deviations |= Hj212Deviations.Form;
            return true;
        }

        var isRead = TryReadNumber(text, 255, out var bits);
        Flag = new Hj212Flag((byte)bits);
        return isRead;
    }

    private string? ReadPacketNumber(Hj212Field field, ReadOnlySpan<byte> segment, ref int? number)
    {
        if (!Has(field))
        {
            return null;
        }

        var text = Get(field, segment);
        if (text.IsEmpty)
        {
            // PNUM=;PNO=; is a template that was printed without its numbers.
            Deviations |= Hj212Deviations.Form;
            return null;
        }

        if (!TryReadNumber(text, 9999, out var value))
        {
            return NameOf(field);
        }

        number = value;
        return null;
    }

    // A reading without a moment can be neither stored nor judged, so an impossible DataTime spoils the frame.
    private string? ReadDataTime(ReadOnlySpan<byte> segment)
    {
        const int ItemLength = 23;
        var cp = Get(Hj212Field.Cp, segment);
        var name = "DataTime"u8;

        // Nearly every frame has one, at the beginning of CP and by the letter.
        if (cp.StartsWith("DataTime="u8)
            && (cp.Length == ItemLength || (cp.Length > ItemLength && cp[ItemLength] is (byte)';' or (byte)','))
            && cp[name.Length..].IndexOf(name) < 0
            && Hj212Time.TryRead(cp[(name.Length + 1)..ItemLength], out var time))
        {
            DataTime = time;
            return null;
        }

        return cp.IndexOf(name) < 0 ? null : ReadDataTimes(cp, name);
    }

    // Nothing says which values belong to which of several times: the values of the second would be stored under the first.
    private string? ReadDataTimes(ReadOnlySpan<byte> cp, ReadOnlySpan<byte> name)
    {
        var walk = new Hj212ItemWalk(cp);
        while (walk.Next(out var item))
        {
            if (item.Value == item.End || !cp[item.Name..item.NameEnd].SequenceEqual(name))
            {
                continue;
            }

            if (!Hj212Time.TryReadDataTime(cp[item.Value..item.End], Command, out var time, out var isLetter))
            {
                return "DataTime";
            }

            if (DataTime is { } first && first != time)
            {
                IsRepeated = true;
                return "DataTime";
            }

            Deviations |= !isLetter || DataTime is not null ? Hj212Deviations.Form : Hj212Deviations.None;
            DataTime = time;
        }

        return null;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> text, int max, out int number) =>
        Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && number <= max && text[0] is >= (byte)'0' and <= (byte)'9';

    internal static string NameOf(Hj212Field field) => field switch
    {
        Hj212Field.Qn => "QN",
        Hj212Field.St => "ST",
        Hj212Field.Cn => "CN",
        Hj212Field.Pw => "PW",
        Hj212Field.Mn => "MN",
        Hj212Field.Flag => "Flag",
        Hj212Field.Pnum => "PNUM",
        Hj212Field.Pno => "PNO",
        Hj212Field.Rf => "RF",
        _ => "CP",
    };

    // A start of zero means absent: a value never stands at the segment's first byte.
    private readonly struct Slot(int start, int length)
    {
        private readonly ushort start = (ushort)start;
        private readonly ushort length = (ushort)length;

        public int Start => start;

        public int Length => length;
    }

    [InlineArray(FieldCount)]
    private struct Slots
    {
        private Slot first;
    }
}

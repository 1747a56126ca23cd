using Monitoring.Contracts;

namespace Monitoring.Protocols.Hj212;

/// <summary>What the part after <c>-</c> of a value's name says (2017, table 4).</summary>
public enum Hj212ValueKind
{
    /// <summary>No value of a parameter: a command parameter, DataTime, or a name that the standard does not know.</summary>
    None = 0,
    Rtd,
    Avg,
    Min,
    Max,
    Cou,

    /// <summary>Zs…: converted to reference conditions (stack gas).</summary>
    ZsRtd,
    ZsAvg,
    ZsMin,
    ZsMax,
    Flag,

    /// <summary>The maker's own mark.</summary>
    EFlag,

    /// <summary>When the analyser took the sample.</summary>
    SampleTime,
    Info,

    /// <summary>Instrument id.</summary>
    Sn,

    /// <summary>Noise, with DayData and NightData.</summary>
    Data,
    DayData,
    NightData,

    /// <summary>Plant state.</summary>
    Rs,

    /// <summary>Plant running hours of the day.</summary>
    Rt,
}

/// <summary>One <c>name=value</c> of CP. A view, as the frame is.</summary>
public readonly ref struct Hj212Item
{
    internal Hj212Item(int group, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Group = group;
        Name = name;
        Value = value;
        var dash = name.LastIndexOf((byte)'-');
        Kind = dash <= 0 ? Hj212ValueKind.None : Hj212ValueKinds.Of(name[(dash + 1)..]);
        Code = Kind == Hj212ValueKind.None ? default : name[..dash];
    }

    /// <summary>Which <c>;</c>-separated item it stands in, from 0.</summary>
    public int Group { get; }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Value { get; }

    public Hj212ValueKind Kind { get; }

    /// <summary>The device's code of the parameter; empty when <see cref="Kind"/> is none.</summary>
    public ReadOnlySpan<byte> Code { get; }

    /// <summary>The number of the value; false when its text is none (<c>--</c>, <c>NaN</c>, empty). The text stays the truth.</summary>
    public bool TryGetDecimal(out decimal number)
    {
        number = 0;
        if (Value.Length > MeasuredText.MaxLength)
        {
            return false;
        }

        Span<char> chars = stackalloc char[Value.Length];
        for (var i = 0; i < chars.Length; i++)
        {
            chars[i] = (char)Value[i];
        }

        return MeasuredText.TryReadNumber(chars, out number);
    }
}

/// <summary>The items of CP: <c>foreach</c> without an allocation. Enumerate to the end before asking for deviations.</summary>
public readonly ref struct Hj212Items(ReadOnlySpan<byte> cp)
{
    private readonly ReadOnlySpan<byte> cp = cp;

    public Enumerator GetEnumerator() => new(cp);

    public ref struct Enumerator(ReadOnlySpan<byte> cp)
    {
        private ReadOnlySpan<byte> rest = cp;
        private int group;
        private bool isFirst = true;

        public Hj212Item Current { get; private set; }

        /// <summary>What was met on the way.</summary>
        public Hj212Deviations Deviations { get; private set; }

        public bool MoveNext()
        {
            while (!rest.IsEmpty)
            {
                if (!isFirst)
                {
                    // Skips the separator that ended the item before; a repaired item has none.
                    if (rest[0] is (byte)';' or (byte)',')
                    {
                        group += rest[0] == ';' ? 1 : 0;
                        rest = rest[1..];
                    }
                    else
                    {
                        group++;
                    }
                }

                isFirst = false;
                if (TakeItem())
                {
                    return true;
                }
            }

            return false;
        }

        private bool TakeItem()
        {
            var nameEnd = rest.IndexOfAny((byte)'=', (byte)';', (byte)',');
            if (nameEnd < 0 || rest[nameEnd] != '=')
            {
                var length = nameEnd < 0 ? rest.Length : nameEnd;
                var bare = rest[..length];
                rest = rest[length..];
                if (bare.IsEmpty)
                {
                    Deviations |= Hj212Deviations.Separator;
                    return false;
                }

                Deviations |= Hj212Deviations.Item;
                Current = new Hj212Item(group, bare, default);
                return true;
            }

            var name = rest[..nameEnd];
            Deviations |= name.IsEmpty ? Hj212Deviations.Item : Hj212Deviations.None;
            rest = rest[(nameEnd + 1)..];
            var value = TakeValue();
            Current = new Hj212Item(group, name, value);
            return true;
        }

        private ReadOnlySpan<byte> TakeValue()
        {
            if (rest.StartsWith("//"u8) && TextEnd(rest) is > 0 and var text)
            {
                var free = rest[..text];
                rest = rest[text..];
                return free;
            }

            var end = rest.IndexOfAny((byte)';', (byte)',');
            end = end < 0 ? rest.Length : end;
            var second = rest[..end].IndexOf((byte)'=');
            if (second >= 0)
            {
                // w20143-Flag=Nw20144-Rtd=10: a separator is missing. Only a name of the 2017 form shows where.
                Deviations |= Hj212Deviations.Separator;
                end = Hj212ValueKinds.StartOfName(rest[..second]) is > 0 and var start ? start : end;
            }

            var value = rest[..end];
            rest = rest[end..];
            return value;
        }

        // Past the // that a separator or the end of CP follows.
        private static int TextEnd(ReadOnlySpan<byte> text)
        {
            for (var at = 2; at < text.Length - 1; at++)
            {
                var found = text[at..].IndexOf("//"u8);
                if (found < 0)
                {
                    return -1;
                }

                at += found;
                if (at + 2 == text.Length || text[at + 2] is (byte)';' or (byte)',')
                {
                    return at + 2;
                }
            }

            return -1;
        }
    }
}

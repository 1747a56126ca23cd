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
    private readonly ReadOnlySpan<byte> cp;
    private readonly Hj212ItemPlace place;

    internal Hj212Item(ReadOnlySpan<byte> cp, Hj212ItemPlace place)
    {
        this.cp = cp;
        this.place = place;
    }

    /// <summary>Which <c>;</c>-separated item it stands in, from 0.</summary>
    public int Group => place.Group;

    public ReadOnlySpan<byte> Name => cp[place.Name..place.NameEnd];

    public ReadOnlySpan<byte> Value => cp[place.Value..place.End];

    public Hj212ValueKind Kind => place.Kind;

    /// <summary>The device's code of the parameter; empty when <see cref="Kind"/> is none.</summary>
    public ReadOnlySpan<byte> Code => cp[place.Name..place.CodeEnd];

    /// <summary>The number of the value; false when its text is none (<c>--</c>, <c>NaN</c>, empty). The text stays the truth.</summary>
    public bool TryGetDecimal(out decimal number) => MeasuredText.TryReadNumber(Value, out number);
}

/// <summary>The items of CP: <c>foreach</c> without an allocation. Enumerate to the end before asking for deviations.</summary>
public readonly ref struct Hj212Items(ReadOnlySpan<byte> cp)
{
    private readonly ReadOnlySpan<byte> cp = cp;

    public Enumerator GetEnumerator() => new(cp);

    public ref struct Enumerator(ReadOnlySpan<byte> cp)
    {
        private readonly ReadOnlySpan<byte> cp = cp;
        private Hj212ItemWalk walk = new(cp);
        private Hj212ItemPlace place;

        public readonly Hj212Item Current => new(cp, place);

        /// <summary>What was met on the way.</summary>
        public readonly Hj212Deviations Deviations => walk.Deviations;

        public bool MoveNext() => walk.Next(out place);
    }
}

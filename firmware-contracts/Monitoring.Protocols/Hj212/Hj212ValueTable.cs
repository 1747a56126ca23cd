using Monitoring.Contracts;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// What one frame measured, as <c>foreach</c> over bytes: code, number and mark of each value. Filled again for each frame, it allocates
/// only while it grows; one table serves one thread. Its rows are views into the frame that it was filled from.
/// </summary>
public sealed class Hj212ValueTable
{
    private const int UsualItems = 64;
    private const int LongestPackedCode = 7;

    private ReadOnlyMemory<byte> content;
    private Item[] items = new Item[UsualItems];
    private Value[] values = new Value[UsualItems];
    private ulong[] keys = new ulong[UsualItems];

    /// <summary>Items of values, marks and what else belongs to a code included.</summary>
    internal int ItemCount { get; private set; }

    internal int ValueCount { get; private set; }

    /// <summary>
    /// Reads CP once. Items of one code belong together wherever they stand; a kind that comes twice for one code begins another
    /// value, because the device measured twice.
    /// </summary>
    public void Fill(in Hj212Frame frame)
    {
        content = frame.Content;
        (ItemCount, ValueCount) = (0, 0);
        var cp = content.Span;
        var walk = new Hj212ItemWalk(cp);
        while (walk.Next(out var place))
        {
            if (place.Kind != Hj212ValueKind.None)
            {
                Add(cp, place);
            }
        }
    }

    public Enumerator GetEnumerator() => new(this);

    internal ReadOnlySpan<byte> CodeOf(int value) => values[value].Code.In(content.Span);

    internal (int Value, Hj212ValueKind Kind) PlaceOf(int item) => (items[item].Value, items[item].Kind);

    internal ReadOnlySpan<byte> TextOf(int item) => items[item].Text.In(content.Span);

    private void Add(ReadOnlySpan<byte> cp, in Hj212ItemPlace place)
    {
        var code = new Part(place.Name, place.CodeEnd - place.Name);
        var key = KeyOf(code.In(cp));
        var kind = 1u << (int)place.Kind;
        var value = Find(cp, code, key);
        if (value < 0 || (values[value].Kinds & kind) != 0)
        {
            value = AddValue(code, key);
        }

        ref var of = ref values[value];
        of.Kinds |= kind;
        var text = new Part(place.Value, place.End - place.Value);
        if (place.Kind == Hj212ValueKind.Flag)
        {
            of.Mark = text;
        }
        else if (place.Kind == Hj212ValueKind.SampleTime)
        {
            of.SampleTime = text;
        }

        if (ItemCount == items.Length)
        {
            Array.Resize(ref items, items.Length * 2);
        }

        items[ItemCount++] = new Item(value, place.Kind, text);
    }

    private int AddValue(Part code, ulong key)
    {
        if (ValueCount == values.Length)
        {
            Array.Resize(ref values, values.Length * 2);
            Array.Resize(ref keys, keys.Length * 2);
        }

        values[ValueCount] = new Value { Code = code };
        keys[ValueCount] = key;
        return ValueCount++;
    }

    private int Find(ReadOnlySpan<byte> cp, Part code, ulong key)
    {
        // Nearly always it is the value before; the keys of the others are searched together.
        var value = ValueCount - 1;
        while (value >= 0 && !(keys[value] == key && (code.Length <= LongestPackedCode || values[value].Code.In(cp).SequenceEqual(code.In(cp)))))
        {
            value = keys.AsSpan(0, value).LastIndexOf(key);
        }

        return value;
    }

    // Published codes fit whole; of a longer one the key is a digest, and the bytes decide.
    private static ulong KeyOf(ReadOnlySpan<byte> code)
    {
        var key = (ulong)code.Length;
        if (code.Length <= LongestPackedCode)
        {
            foreach (var b in code)
            {
                key = (key << 8) | b;
            }

            return key;
        }

        foreach (var b in code)
        {
            key = (key ^ b) * 0x100000001B3;
        }

        return key;
    }

    /// <summary>One measured value. A view, as the frame is.</summary>
    public readonly ref struct Row
    {
        private readonly ReadOnlySpan<byte> cp;
        private readonly ref readonly Value value;
        private readonly ref readonly Item item;

        internal Row(ReadOnlySpan<byte> cp, ref readonly Value value, ref readonly Item item)
        {
            this.cp = cp;
            this.value = ref value;
            this.item = ref item;
        }

        /// <summary>The device's code of the parameter.</summary>
        public ReadOnlySpan<byte> Code => value.Code.In(cp);

        public Hj212ValueKind Kind => item.Kind;

        /// <summary>The number in the device's own digits.</summary>
        public ReadOnlySpan<byte> Text => item.Text.In(cp);

        /// <summary>What the device says of its validity; empty when it says nothing.</summary>
        public ReadOnlySpan<byte> Mark => value.Mark.In(cp);

        /// <summary>When the analyser took the sample; empty when the device says nothing.</summary>
        public ReadOnlySpan<byte> SampleTime => value.SampleTime.In(cp);

        /// <summary>The number; false when the text is none (<c>--</c>, <c>NaN</c>, empty).</summary>
        public bool TryGetDecimal(out decimal number) => MeasuredText.TryReadNumber(Text, out number);
    }

    public ref struct Enumerator
    {
        private readonly Hj212ValueTable table;
        private readonly ReadOnlySpan<byte> cp;
        private int item = -1;

        internal Enumerator(Hj212ValueTable table)
        {
            this.table = table;
            cp = table.content.Span;
        }

        public readonly Row Current => new(cp, ref table.values[table.items[item].Value], ref table.items[item]);

        public bool MoveNext()
        {
            do
            {
                item++;
            }
            while (item < table.ItemCount && !Hj212ValueKinds.IsMeasured(table.items[item].Kind));
            return item < table.ItemCount;
        }
    }

    internal readonly record struct Part(int Start, int Length)
    {
        public ReadOnlySpan<byte> In(ReadOnlySpan<byte> cp) => cp.Slice(Start, Length);
    }

    internal readonly record struct Item(int Value, Hj212ValueKind Kind, Part Text);

    internal struct Value
    {
        public Part Code;
        public Part Mark;
        public Part SampleTime;
        public uint Kinds;
    }
}

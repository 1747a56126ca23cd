namespace Monitoring.Protocols.Hj212;

/// <summary>Where one item of CP stands in it.</summary>
internal struct Hj212ItemPlace
{
    public int Name;
    public int NameEnd;

    /// <summary>The dash before the kind; where the name begins when it has none.</summary>
    public int CodeEnd;

    public int Value;
    public int End;
    public int Group;
    public Hj212ValueKind Kind;
}

/// <summary>Goes from item to item of CP, and past what is wrong between them.</summary>
internal ref struct Hj212ItemWalk(ReadOnlySpan<byte> cp)
{
    private readonly ReadOnlySpan<byte> cp = cp;
    private Hj212Delimiters delimiters = new(cp);
    private int at;
    private int group;
    private bool hasBegun;

    public Hj212Deviations Deviations { get; private set; }

    public bool Next(out Hj212ItemPlace place)
    {
        while (at < cp.Length)
        {
            if (hasBegun)
            {
                // Skips the separator that ended the item before; a repaired item has none.
                var isComma = cp[at] == ',';
                group += isComma ? 0 : 1;
                at += isComma || cp[at] == ';' ? 1 : 0;
            }

            hasBegun = true;
            if (Take(out place))
            {
                return true;
            }
        }

        place = default;
        return false;
    }

    private bool Take(out Hj212ItemPlace place)
    {
        var start = at;
        var nameEnd = delimiters.Next(start);
        var hasValue = nameEnd < cp.Length && cp[nameEnd] == '=';
        var value = hasValue ? nameEnd + 1 : nameEnd;
        while (hasValue && value < cp.Length && cp[value] <= ' ')
        {
            value++;
            Deviations |= Hj212Deviations.Separator;
        }

        at = hasValue ? EndOfValue(value) : nameEnd;
        var end = at;
        var isBlank = Hj212Blanks.Trim(cp, ref start, ref nameEnd) | Hj212Blanks.Trim(cp, ref value, ref end);
        Deviations |= isBlank ? Hj212Deviations.Separator : Hj212Deviations.None;
        var isNameless = nameEnd == start;
        if (isNameless && !hasValue)
        {
            Deviations |= Hj212Deviations.Separator;
            place = default;
            return false;
        }

        Deviations |= isNameless || !hasValue ? Hj212Deviations.Item : Hj212Deviations.None;

        var kind = Hj212ValueKinds.OfName(cp[start..nameEnd], out var dash);
        if (kind == Hj212ValueKind.None && Hj212ValueKinds.OfLooseName(cp[start..nameEnd], out dash) is not Hj212ValueKind.None and var meant)
        {
            kind = meant;
            Deviations |= Hj212Deviations.Form;
        }

        place = new Hj212ItemPlace
        {
            Name = start,
            NameEnd = nameEnd,
            CodeEnd = start + dash,
            Value = value,
            End = end,
            Group = group,
            Kind = kind,
        };
        return true;
    }

    private int EndOfValue(int value)
    {
        if (value < cp.Length && cp[value] == '/' && TextEnd(cp[value..]) is > 0 and var text)
        {
            return value + text;
        }

        var end = delimiters.Next(value);
        return end < cp.Length && cp[end] == '=' ? EndOfRunOn(value, end) : end;
    }

    // w20143-Flag=Nw20144-Rtd=10: a separator is missing. Only a name of the 2017 form shows where.
    private int EndOfRunOn(int value, int end)
    {
        Deviations |= Hj212Deviations.Separator;
        if (Hj212ValueKinds.StartOfName(cp[value..end]) is > 0 and var name)
        {
            return value + name;
        }

        do
        {
            end = delimiters.Next(end + 1);
        }
        while (end < cp.Length && cp[end] == '=');
        return end;
    }

    // Past the // that a separator or the end of CP follows; -1 when it is no free text, or is never closed.
    private static int TextEnd(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("//"u8))
        {
            return -1;
        }

        for (var from = 2; from < text.Length - 1; from++)
        {
            var found = text[from..].IndexOf("//"u8);
            if (found < 0)
            {
                return -1;
            }

            from += found;
            if (from + 2 == text.Length || text[from + 2] is (byte)';' or (byte)',')
            {
                return from + 2;
            }
        }

        return -1;
    }
}

using System.Text;

namespace Monitoring.Protocols.Hj212;

/// <summary>The names of the value kinds, as the standard writes them.</summary>
internal static class Hj212ValueKinds
{
    private const int PublishedCodeLength = 6;

    private static readonly (Hj212ValueKind Kind, string Name)[] Names =
        [.. Enum.GetValues<Hj212ValueKind>().Where(k => k != Hj212ValueKind.None).Select(k => (k, NameOf(k)))];

    public static Hj212ValueKind Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => name.SequenceEqual("RS"u8) ? Hj212ValueKind.Rs
            : name.SequenceEqual("RT"u8) ? Hj212ValueKind.Rt
            : name.SequenceEqual("SN"u8) ? Hj212ValueKind.Sn
            : Hj212ValueKind.None,
        3 => name.SequenceEqual("Rtd"u8) ? Hj212ValueKind.Rtd
            : name.SequenceEqual("Avg"u8) ? Hj212ValueKind.Avg
            : name.SequenceEqual("Min"u8) ? Hj212ValueKind.Min
            : name.SequenceEqual("Max"u8) ? Hj212ValueKind.Max
            : name.SequenceEqual("Cou"u8) ? Hj212ValueKind.Cou
            : Hj212ValueKind.None,
        4 => name.SequenceEqual("Flag"u8) ? Hj212ValueKind.Flag
            : name.SequenceEqual("Info"u8) ? Hj212ValueKind.Info
            : name.SequenceEqual("Data"u8) ? Hj212ValueKind.Data
            : Hj212ValueKind.None,
        5 => name.SequenceEqual("ZsRtd"u8) ? Hj212ValueKind.ZsRtd
            : name.SequenceEqual("ZsAvg"u8) ? Hj212ValueKind.ZsAvg
            : name.SequenceEqual("ZsMin"u8) ? Hj212ValueKind.ZsMin
            : name.SequenceEqual("ZsMax"u8) ? Hj212ValueKind.ZsMax
            : name.SequenceEqual("EFlag"u8) ? Hj212ValueKind.EFlag
            : Hj212ValueKind.None,
        7 => name.SequenceEqual("DayData"u8) ? Hj212ValueKind.DayData : Hj212ValueKind.None,
        9 => name.SequenceEqual("NightData"u8) ? Hj212ValueKind.NightData : Hj212ValueKind.None,
        10 => name.SequenceEqual("SampleTime"u8) ? Hj212ValueKind.SampleTime : Hj212ValueKind.None,
        _ => Hj212ValueKind.None,
    };

    /// <summary>The kind that a name ends in, and where its dash stands; none, and 0, when it ends in none or nothing stands before the dash.</summary>
    public static Hj212ValueKind OfName(ReadOnlySpan<byte> name, out int dash)
    {
        // -Rtd, -Flag and -Avg are nearly all there is: no search for them.
        dash = name is [_, .., (byte)'-', _, _, _] ? name.Length - 4
            : name is [_, .., (byte)'-', _, _, _, _] ? name.Length - 5
            : name.LastIndexOf((byte)'-');
        var kind = dash <= 0 ? Hj212ValueKind.None : Of(name[(dash + 1)..]);
        dash = kind == Hj212ValueKind.None ? 0 : dash;
        return kind;
    }

    /// <summary>
    /// The same of a name that <see cref="OfName"/> knows none of: in other letter case (<c>w01001-RTD</c>), or with an underscore behind a code
    /// of published form (<c>w01001_Rtd</c>), where it can be nothing else.
    /// </summary>
    public static Hj212ValueKind OfLooseName(ReadOnlySpan<byte> name, out int dash)
    {
        dash = name.LastIndexOfAny((byte)'-', (byte)'_');
        if (dash > 0 && (name[dash] == '-' || IsPublishedForm(name[..dash])))
        {
            foreach (var (kind, standard) in Names)
            {
                if (Ascii.EqualsIgnoreCase(name[(dash + 1)..], standard))
                {
                    return kind;
                }
            }
        }

        dash = 0;
        return Hj212ValueKind.None;
    }

    /// <summary>True for what was measured or counted; false for what only speaks about it (mark, sample time, instrument).</summary>
    public static bool IsMeasured(Hj212ValueKind kind) => kind is not (
        Hj212ValueKind.None or Hj212ValueKind.Flag or Hj212ValueKind.EFlag or Hj212ValueKind.SampleTime or Hj212ValueKind.Info or Hj212ValueKind.Sn);

    /// <summary>The kind's part of a value's name, without the dash.</summary>
    public static string NameOf(Hj212ValueKind kind) => kind switch
    {
        Hj212ValueKind.Sn => "SN",
        Hj212ValueKind.Rs => "RS",
        Hj212ValueKind.Rt => "RT",
        Hj212ValueKind.None => "",
        _ => kind.ToString(),
    };

    /// <summary>Where <c>w20144-Rtd</c> begins at the end of <paramref name="text"/>; -1 when it does not end so.</summary>
    public static int StartOfName(ReadOnlySpan<byte> text)
    {
        var dash = text.LastIndexOf((byte)'-');
        var start = dash - PublishedCodeLength;
        return start >= 0 && Of(text[(dash + 1)..]) != Hj212ValueKind.None && IsPublishedForm(text[start..dash]) ? start : -1;
    }

    private static bool IsPublishedForm(ReadOnlySpan<byte> code) =>
        code.Length == PublishedCodeLength && char.IsAsciiLetter((char)code[0]) && code[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}

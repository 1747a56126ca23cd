namespace Monitoring.Protocols.Hj212;

/// <summary>
/// Where a frame breaks the standard and can still be read safely: the closed set of docs/protocols/hj212.md. A reader that
/// follows the letter would refuse or misread such a frame.
/// </summary>
[Flags]
public enum Hj212Deviations
{
    None = 0,

    /// <summary>The length field is not the four-digit byte count of the segment; the check showed the end.</summary>
    Length = 1 << 0,

    /// <summary>Something other than CR LF ends the frame.</summary>
    Tail = 1 << 1,

    /// <summary>The segment is longer than 1024 bytes.</summary>
    Oversize = 1 << 2,

    /// <summary>A separator is missing, doubled or the wrong one, or blank bytes stand around a name or a value.</summary>
    Separator = 1 << 3,

    /// <summary>The closing <c>&amp;&amp;</c> of CP is missing, half missing or not the end, or CP itself is missing where it may be empty.</summary>
    CpEnd = 1 << 4,

    /// <summary>An item of CP has no name or no value.</summary>
    Item = 1 << 5,

    /// <summary>ST is missing.</summary>
    NoSt = 1 << 6,

    /// <summary>Text is not UTF-8 and was read as GB18030.</summary>
    Encoding = 1 << 7,

    /// <summary>The check is CRC-16/Modbus, which the options allow.</summary>
    CrcModbus = 1 << 8,

    /// <summary>The check is CRC-16/Modbus with its bytes swapped, which the options allow.</summary>
    CrcModbusSwapped = 1 << 9,

    /// <summary>A name, number or time has not the standard's form, and there is one thing that it can mean.</summary>
    Form = 1 << 10,

    /// <summary>MN is empty, or missing in an answer: nothing says which device speaks.</summary>
    NoMn = 1 << 11,
}

/// <summary>
/// What is unusual in a frame although every reader takes it the same way: the closed set of docs/protocols/hj212.md.
/// </summary>
[Flags]
public enum Hj212Remarks
{
    None = 0,

    /// <summary>QN is present and no 17-digit time.</summary>
    Qn = 1 << 0,

    /// <summary>The check is written in lower case.</summary>
    CrcCase = 1 << 1,

    /// <summary>Flag's bit D and the presence of PNUM and PNO disagree; the presence decides.</summary>
    PacketNumbers = 1 << 2,

    /// <summary>The data area was encrypted (2025) and was read with the station's key.</summary>
    Encrypted = 1 << 3,
}

/// <summary>The names that <c>decode</c> prints and the documentation lists.</summary>
public static class Hj212DeviationNames
{
    private static readonly (Hj212Deviations Deviation, string Name)[] Deviations =
    [
        (Hj212Deviations.Length, "length"),
        (Hj212Deviations.Tail, "tail"),
        (Hj212Deviations.Oversize, "oversize"),
        (Hj212Deviations.Separator, "separator"),
        (Hj212Deviations.CpEnd, "cp-end"),
        (Hj212Deviations.Item, "item"),
        (Hj212Deviations.NoSt, "no-st"),
        (Hj212Deviations.NoMn, "no-mn"),
        (Hj212Deviations.Encoding, "encoding"),
        (Hj212Deviations.CrcModbus, "crc-modbus"),
        (Hj212Deviations.CrcModbusSwapped, "crc-modbus-swapped"),
        (Hj212Deviations.Form, "form"),
    ];

    private static readonly (Hj212Remarks Remark, string Name)[] Remarks =
    [
        (Hj212Remarks.Qn, "qn"),
        (Hj212Remarks.CrcCase, "crc-case"),
        (Hj212Remarks.PacketNumbers, "packet-numbers"),
        (Hj212Remarks.Encrypted, "encrypted"),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Deviations.Select(d => d.Name)];

    public static IReadOnlyList<string> AllRemarks { get; } = [.. Remarks.Select(r => r.Name)];

    public static IEnumerable<string> Of(Hj212Deviations deviations) =>
        Deviations.Where(d => deviations.HasFlag(d.Deviation)).Select(d => d.Name);

    public static IEnumerable<string> Of(Hj212Remarks remarks) =>
        Remarks.Where(r => remarks.HasFlag(r.Remark)).Select(r => r.Name);
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Fuzz.Targets.Hj212;

/// <summary>Makes length and check of mutated frames fit again, so that what stands inside them is read.</summary>
internal static class FrameRepair
{
    private const int Overhead = 10;
    private const int LengthDigits = 4;

    public static readonly IReadOnlyList<byte[]> Words = [.. new[]
    {
        "##", "####", "##0075", "&&", "CP=&&", "&&&&", "\r\n", "\n", "\0\0\0", ";", ",", "=", "//", "=//", "//;", "##1=//", "-Info=//", "-Rtd=", "-Flag=N", "-Avg=", "-SampleTime=",
        "-DayData=", "-RS=", "QN=", "ST=22;", "CN=2051;", "CN=3020;", "PW=", "MN=", "Flag=", "Flag=9;", "PNUM=3;PNO=2;", "RF=1;", "DataTime=20261121080000;", "w01001", "a34004",
        "SB1", "Leq", "清洗", "\uFFFD",
    }.Select(Encoding.UTF8.GetBytes), [0xC7, 0xE5, 0xCF, 0xB4], [0x81, 0x30, 0x81, 0x30], [0xFF, 0xFE]];

    /// <summary>The frame of a segment.</summary>
    public static byte[] Wrap(string segment)
    {
        var content = Encoding.UTF8.GetBytes(segment);
        return [.. Encoding.ASCII.GetBytes(content.Length.ToString("'##'0000", CultureInfo.InvariantCulture)), .. content, .. Check(content, "X4"), .. "\r\n"u8];
    }

    public static void Repair(Dice dice, List<byte> bytes)
    {
        var span = CollectionsMarshal.AsSpan(bytes);
        var head = span.IndexOf("##"u8);
        if (head < 0 || dice.OneIn(4))
        {
            return;
        }

        var segment = head + 2;
        while (segment < span.Length && segment < head + 2 + LengthDigits && char.IsAsciiDigit((char)span[segment]))
        {
            segment++;
        }

        var close = span[segment..].LastIndexOf("&&"u8);
        if (close < 0)
        {
            return;
        }

        byte[] content = [.. span[segment..(segment + close + 2)]];
        var rest = bytes.Count > segment + close + Overhead ? bytes[(segment + close + 2 + LengthDigits)..] : [];
        bytes.RemoveRange(head, bytes.Count - head);
        bytes.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"##{content.Length + (dice.OneIn(10) ? dice.Below(9) - 4 : 0):D4}")));
        bytes.AddRange(content);
        bytes.AddRange(Check(content, dice.OneIn(10) ? "x4" : "X4"));
        bytes.AddRange(rest is [(byte)'\r', ..] || dice.OneIn(10) ? rest : [.. "\r\n"u8, .. rest]);
    }

    private static byte[] Check(byte[] content, string format) => Encoding.ASCII.GetBytes(Hj212Crc.Compute(content).ToString(format, CultureInfo.InvariantCulture));
}

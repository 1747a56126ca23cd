using System.Globalization;
using System.Text;

namespace Monitoring.Benchmarks.Decode;

/// <summary>
/// The baseline: the same decoding as most public parsers of HJ 212 do it, with strings and <c>Split</c>, correct and not made slow on purpose. Its
/// check goes byte by byte through a table.
/// </summary>
internal static class SplitDecoder
{
    private static readonly ushort[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>Decodes a stream of well-formed frames; what it yields is summed up, so that nothing of it can be left out.</summary>
    public static long Decode(byte[] stream)
    {
        var sum = 0L;
        for (var at = 0; at < stream.Length;)
        {
            var length = int.Parse(Encoding.ASCII.GetString(stream, at + 2, 4), CultureInfo.InvariantCulture);
            var segment = Encoding.ASCII.GetString(stream, at + 6, length);
            var check = Encoding.ASCII.GetString(stream, at + 6 + length, 4);
            if (Check(stream.AsSpan(at + 6, length)) != ushort.Parse(check, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            {
                throw new InvalidDataException("check");
            }

            sum += Values(segment);
            at += length + 12;
        }

        return sum;
    }

    private static long Values(string segment)
    {
        var content = segment[(segment.IndexOf("CP=&&", StringComparison.Ordinal) + 5)..^2];
        var numbers = new Dictionary<string, decimal>();
        var marks = new Dictionary<string, string>();
        foreach (var part in content.Split(';').SelectMany(item => item.Split(',')))
        {
            var pair = part.Split('=');
            var name = pair[0].Split('-');
            if (name is [var code, "Rtd"])
            {
                numbers[code] = decimal.Parse(pair[1], CultureInfo.InvariantCulture);
            }
            else if (name is [var marked, "Flag"])
            {
                marks[marked] = pair[1];
            }
        }

        return numbers.Sum(value => Summed.Of(value.Key.Length, value.Value, marks[value.Key][0]));
    }

    private static ushort Check(ReadOnlySpan<byte> segment)
    {
        ushort register = 0xFFFF;
        foreach (var b in segment)
        {
            register = Table[(register >> 8) ^ b];
        }

        return register;
    }

    private static ushort Entry(int index)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            index = (index & 1) == 0 ? index >> 1 : (index >> 1) ^ 0xA001;
        }

        return (ushort)index;
    }
}

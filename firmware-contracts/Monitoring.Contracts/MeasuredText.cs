using System.Buffers;
using System.Globalization;
using System.Text;

namespace Monitoring.Contracts;

/// <summary>
/// The number that a device or a laboratory wrote, kept as the text it wrote. Verdicts read the text through this type,
/// in <c>decimal</c>; a binary fraction never takes part.
/// </summary>
/// <param name="Text">The text as received.</param>
public readonly record struct MeasuredText(string Text)
{
    /// <summary>Longest text that is read as a number; no instrument has more digits.</summary>
    public const int MaxLength = 40;

    // 10^19 - 1 fits 64 bits.
    private const int MostPlainDigits = 19;

    /// <summary>The number, or null when the text is no finite decimal number (<c>--</c>, <c>NaN</c>, empty, out of range).
    /// Of a value below the detection limit (<c>0.05L</c>) it is the detection limit.</summary>
    public decimal? Number => TryRead(Text, out var number, out _) ? number : null;

    /// <summary>True for a value below the detection limit, written with the suffix <c>L</c> (HJ 91.2).</summary>
    public bool IsBelowDetection => TryRead(Text, out _, out var below) && below;

    /// <summary>Both at once: false when the text is no number.</summary>
    public bool TryRead(out decimal number, out bool isBelowDetection) => TryRead(Text, out number, out isBelowDetection);

    /// <summary>Reads a plain decimal number, as devices write it: sign, digits, point, exponent; no grouping.</summary>
    public static bool TryReadNumber(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        if (text.Length > MaxLength)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MaxLength];
        return (Ascii.FromUtf16(text, bytes, out var length) == OperationStatus.Done && TryReadPlain(bytes[..length], out number)) || decimal.TryParse(
            text.Trim(' '),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out number);
    }

    /// <summary>The same of the bytes of a frame; without an allocation.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> text, out decimal number)
    {
        if (TryReadPlain(text, out number))
        {
            return true;
        }

        // An exponent, blanks, a negative zero, more digits than a ulong has: rare, and read in full.
        Span<char> chars = stackalloc char[MaxLength];
        return text.Length <= MaxLength && Ascii.ToUtf16(text, chars, out var length) == OperationStatus.Done && TryReadNumber(chars[..length], out number);
    }

    // A sign, digits and one point: what nearly every device sends.
    private static bool TryReadPlain(ReadOnlySpan<byte> text, out decimal number)
    {
        number = 0;
        var isNegative = text is [(byte)'-', ..];
        var digits = 0;
        var scale = -1;
        ulong value = 0;
        foreach (var b in isNegative ? text[1..] : text)
        {
            var digit = (uint)(b - '0');
            if (digit <= 9)
            {
                value = (value * 10) + digit;
                digits++;
                scale += scale >= 0 ? 1 : 0;
            }
            else if (b == '.' && scale < 0)
            {
                scale = 0;
            }
            else
            {
                return false;
            }
        }

        if (digits is 0 or > MostPlainDigits || (isNegative && value == 0))
        {
            return false;
        }

        number = new decimal((int)value, (int)(value >> 32), 0, isNegative, (byte)Math.Max(scale, 0));
        return true;
    }

    private static bool TryRead(string? text, out decimal number, out bool isBelowDetection)
    {
        var span = text.AsSpan().Trim(' ');
        isBelowDetection = span.Length > 1 && span[^1] is 'L';
        return TryReadNumber(isBelowDetection ? span[..^1] : span, out number);
    }
}

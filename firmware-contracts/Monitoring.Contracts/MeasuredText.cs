using System.Globalization;

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

    /// <summary>The number, or null when the text is no finite decimal number (<c>--</c>, <c>NaN</c>, empty, out of range).
    /// Of a value below the detection limit (<c>0.05L</c>) it is the detection limit.</summary>
    public decimal? Number => TryRead(Text, out var number, out _) ? number : null;

    /// <summary>True for a value below the detection limit, written with the suffix <c>L</c> (HJ 91.2).</summary>
    public bool IsBelowDetection => TryRead(Text, out _, out var below) && below;

    /// <summary>Reads a plain decimal number, as devices write it: sign, digits, point, exponent; no grouping.</summary>
    public static bool TryReadNumber(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        return text.Length <= MaxLength && decimal.TryParse(
            text.Trim(' '),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out number);
    }

    private static bool TryRead(string? text, out decimal number, out bool isBelowDetection)
    {
        var span = text.AsSpan().Trim(' ');
        isBelowDetection = span.Length > 1 && span[^1] is 'L';
        return TryReadNumber(isBelowDetection ? span[..^1] : span, out number);
    }
}

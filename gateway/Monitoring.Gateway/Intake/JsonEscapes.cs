using System.Globalization;

namespace Monitoring.Gateway.Intake;

/// <summary>What JSON's grammar allows and no text can be: <c>\ud800</c> without its other half. The parser takes it; reading the string throws.</summary>
internal static class JsonEscapes
{
    private const int UnicodeLength = 6;
    private const int ShortLength = 2;

    /// <param name="json">What the parser took: backslashes stand in strings only, and every escape is whole.</param>
    public static bool HaveHalfAPair(ReadOnlySpan<byte> json)
    {
        var isLowDue = false;
        while (json.IndexOf((byte)'\\') is >= 0 and var at)
        {
            var isUnicode = json[at + 1] is (byte)'u';
            var unit = (char)(isUnicode ? ushort.Parse(json[(at + ShortLength)..(at + UnicodeLength)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : 0);
            if (isLowDue != char.IsLowSurrogate(unit) || (isLowDue && at > 0))
            {
                return true;
            }

            isLowDue = char.IsHighSurrogate(unit);
            json = json[(at + (isUnicode ? UnicodeLength : ShortLength))..];
        }

        return isLowDue;
    }
}

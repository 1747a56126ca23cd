namespace Monitoring.Protocols.Hj212;

/// <summary>The digits of a frame's length and check.</summary>
internal static class Hj212Digits
{
    public const int CrcLength = 4;
    public const int LengthDigits = 4;

    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    public static bool IsHex(ReadOnlySpan<byte> bytes, int at)
    {
        if (at < 0 || at + CrcLength > bytes.Length)
        {
            return false;
        }

        foreach (var b in bytes.Slice(at, CrcLength))
        {
            if (!char.IsAsciiHexDigit((char)b))
            {
                return false;
            }
        }

        return true;
    }

    public static ushort ReadHex(ReadOnlySpan<byte> bytes, int at)
    {
        var value = 0;
        foreach (var b in bytes.Slice(at, CrcLength))
        {
            value = (value << 4) | ValueOf(b);
        }

        return (ushort)value;
    }

    private static int ValueOf(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;

    public static bool TryReadByte(ReadOnlySpan<byte> twoDigits, out byte value)
    {
        var (high, low) = (twoDigits[0], twoDigits[1]);
        var isByte = char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low);
        value = isByte ? (byte)((ValueOf(high) << 4) | ValueOf(low)) : (byte)0;
        return isByte;
    }

    public static bool TryReadLength(ReadOnlySpan<byte> bytes, int at, out int length)
    {
        length = 0;
        if (at + LengthDigits > bytes.Length)
        {
            return false;
        }

        foreach (var b in bytes.Slice(at, LengthDigits))
        {
            if (!IsDigit(b))
            {
                return false;
            }

            length = (length * 10) + (b - '0');
        }

        return true;
    }
}

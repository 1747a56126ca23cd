using System.Buffers.Text;
using System.Globalization;
using Monitoring.Contracts;

namespace Monitoring.Protocols.Hj212;

/// <summary>The time stamps of the protocol: Beijing time, in digits only.</summary>
public static class Hj212Time
{
    private const int EpochMillisecondDigits = 13;
    private const int SecondDigits = 14;

    /// <summary>Fourteen digits, as DataTime and the command parameters have them.</summary>
    public static string Write(DateTimeOffset time) => ChinaTime.Of(time).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>Seventeen digits, as QN has them.</summary>
    public static string WriteQn(DateTimeOffset time) => ChinaTime.Of(time).ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    /// <summary>Reads 14 or 17 digits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset time) => ChinaTime.TryParseCompact(text, out time);

    /// <summary>
    /// Reads a DataTime, also one that stops at its minute or hour; one that stops at its day only where the command is of whole days. One or
    /// two digits behind the second are hundredths here and unpadded milliseconds there: the second is what they agree on.
    /// </summary>
    internal static bool TryReadDataTime(ReadOnlySpan<byte> text, int command, out DateTimeOffset time, out bool isLetter)
    {
        isLetter = false;
        if (text.Length is 15 or 16)
        {
            return TryRead(text[..SecondDigits], out time) && text[SecondDigits..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        }

        var isShort = text.Length is 12 or 10 || (text.Length == 8 && command is (Hj212Command.DayData or Hj212Command.PlantRunningTime));
        if (!isShort)
        {
            isLetter = true;
            return TryRead(text, out time);
        }

        Span<byte> whole = stackalloc byte[SecondDigits];
        whole.Fill((byte)'0');
        text.CopyTo(whole);
        return TryRead(whole, out time);
    }

    internal static bool TryReadQn(ReadOnlySpan<byte> qn, out DateTimeOffset time)
    {
        time = default;
        if (qn.Length == EpochMillisecondDigits && Utf8Parser.TryParse(qn, out long milliseconds, out var used) && used == qn.Length && milliseconds >= 0)
        {
            time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(ChinaTime.Offset);
            return true;
        }

        return qn.Length == 17 && TryRead(qn, out time);
    }
}

using System.Buffers.Text;
using System.Globalization;
using Monitoring.Contracts;

namespace Monitoring.Protocols.Hj212;

/// <summary>The time stamps of the protocol: Beijing time, in digits only.</summary>
public static class Hj212Time
{
    private const int EpochMillisecondDigits = 13;

    /// <summary>Fourteen digits, as DataTime and the command parameters have them.</summary>
    public static string Write(DateTimeOffset time) => ChinaTime.Of(time).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>Seventeen digits, as QN has them.</summary>
    public static string WriteQn(DateTimeOffset time) => ChinaTime.Of(time).ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    /// <summary>Reads 14 or 17 digits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset time) => ChinaTime.TryParseCompact(text, out time);

    /// <summary>
    /// Reads a DataTime, also one that stops at its minute or hour; one that stops at its day only where the command is of whole days.
    /// </summary>
    internal static bool TryReadDataTime(ReadOnlySpan<byte> text, int command, out DateTimeOffset time, out bool isShort)
    {
        isShort = text.Length is 12 or 10 || (text.Length == 8 && command is (Hj212Command.DayData or Hj212Command.PlantRunningTime));
        if (!isShort)
        {
            return TryRead(text, out time);
        }

        Span<byte> whole = stackalloc byte[14];
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

using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Devices;

/// <summary>What HJ 212 leaves to each station, and where this one leaves HJ 212. Configured by a technician, never guessed from frames.</summary>
/// <param name="Crc">The check that its frames carry beside the standard's, which is always accepted; answers are written in the dialect of what they answer.</param>
/// <param name="MinuteInterval">Length of its minute data (CN=2051); null: the gateway's <c>Gateway:Intake:MinuteInterval</c>.</param>
/// <param name="DataKey">The key that it encrypts its data area with (2025), 32 hexadecimal digits; null: it sends plain text.</param>
public sealed record DeviceDialect(Hj212CrcDialects Crc = Hj212CrcDialects.None, TimeSpan? MinuteInterval = null, string? DataKey = null)
{
    public static readonly DeviceDialect Standard = new();

    /// <summary>The intervals that MinInterval may have (2017, table 6).</summary>
    public static bool IsMinuteInterval(int minutes) => minutes is 1 or 2 or 3 or 4 or 5 or 6 or 10 or 12 or 15 or 20 or 30;

    /// <summary>Never shows the key: records end up in logs.</summary>
    public override string ToString() => InWords(Crc.Word(), MinuteInterval, DataKey is not null);

    internal static string InWords(string crc, TimeSpan? minuteInterval, bool hasDataKey) =>
        $"crc {crc}, minute data of {minuteInterval?.ToString() ?? "the usual interval"}, {(hasDataKey ? "encrypted" : "plain")}";
}

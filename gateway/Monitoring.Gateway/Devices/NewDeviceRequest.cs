using Monitoring.Contracts;
using Monitoring.Contracts.Registry;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Devices;

/// <summary>A device and the station it measures for, in one step; the same for whoever asks, over HTTP or on the command line.</summary>
/// <param name="Mn">The device's own number, as it sends it.</param>
/// <param name="Password">As the device sends it (HJ 212 PW).</param>
/// <param name="Kind">What the station watches: water, air, hydrology or source.</param>
/// <param name="StationId">An existing station, or the id of a new one; when left away the one that the registry of sections gives the MN, else the MN.</param>
/// <param name="StationName">Name of a new station.</param>
/// <param name="Crc">Which check its HJ 212 frames carry: standard, modbus or modbus-swapped; when left away as registered so far.</param>
/// <param name="MinuteInterval">Minutes of its minute data (CN=2051); 0: the gateway's setting; when left away as registered so far.</param>
/// <param name="DataKey">The SM4 key of its data area (HJ 212-2025), 32 hexadecimal digits; empty: it sends plain text; when left away as registered so far.</param>
public sealed record NewDeviceRequest(
    string Mn, string Password, StationKind Kind, string? StationId = null, string? StationName = null, string? Crc = null, int? MinuteInterval = null, string? DataKey = null)
{
    private const int MaxMn = 64;
    private const int MaxPassword = 64;

    public StationId Station => Contracts.StationId.TryParse(StationId, out var id) ? id : FleetRegistry.StationOf(Mn) ?? Contracts.StationId.FromMn(Mn);

    /// <summary>What the registry is to keep from now on.</summary>
    /// <param name="who">Who asks.</param>
    /// <param name="sofar">The device as it is registered so far.</param>
    public DeviceRegistration By(string who, Device? sofar) => new(Mn, Password, Station, Kind, who, DialectAfter(sofar?.Dialect ?? DeviceDialect.Standard));

    /// <summary>The first thing wrong, or null.</summary>
    public string? Fault() => this switch
    {
        _ when Mn is not { Length: > 0 and <= MaxMn } || !Mn.All(c => c is > ' ' and < (char)0x7f) => $"mn needs 1 to {MaxMn} printable ASCII characters without a blank",
        _ when Password is not { Length: <= MaxPassword } => $"password needs up to {MaxPassword} characters, as the device sends it",
        _ when Kind == StationKind.Unknown => "kind is water, air, hydrology or source",
        _ when StationId is not null && !Contracts.StationId.TryParse(StationId, out _) => "stationId needs 1 to 64 letters, digits, '_', '-' or '.'",
        _ when StationName?.Length > 100 => "stationName has at most 100 characters",
        _ when Crc is not null && !Hj212CrcDialectNames.TryRead(Crc, out _) => $"crc is {Hj212CrcDialectNames.Standard}, {Hj212CrcDialectNames.Modbus} or {Hj212CrcDialectNames.ModbusSwapped}",
        _ when MinuteInterval is { } minutes && minutes != 0 && !DeviceDialect.IsMinuteInterval(minutes) => "minuteInterval is 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 minutes, or 0 for the gateway's setting",
        _ when DataKey is not (null or "") && !Hj212DataKey.TryParse(DataKey, out _) => "dataKey is 32 hexadecimal digits, or empty for none",
        _ => null,
    };

    private DeviceDialect DialectAfter(DeviceDialect sofar) => new(
        Hj212CrcDialectNames.TryRead(Crc, out var crc) ? crc : sofar.Crc,
        MinuteInterval switch { null => sofar.MinuteInterval, 0 => null, { } minutes => TimeSpan.FromMinutes(minutes) },
        DataKey switch { null => sofar.DataKey, "" => null, _ => DataKey });
}

using Monitoring.Contracts;
using Monitoring.Contracts.Registry;

namespace Monitoring.Api.Devices;

/// <summary>A device and the station it measures for, in one step.</summary>
/// <param name="Mn">The device's own number, as it sends it.</param>
/// <param name="Password">As the device sends it (HJ 212 PW).</param>
/// <param name="Kind">What the station watches: water, air, hydrology or source.</param>
/// <param name="StationId">An existing station, or the id of a new one; when left away the one that the registry of sections gives the MN, else the MN.</param>
/// <param name="StationName">Name of a new station.</param>
internal sealed record NewDeviceRequest(string Mn, string Password, StationKind Kind, string? StationId = null, string? StationName = null)
{
    private const int MaxMn = 64;
    private const int MaxPassword = 64;

    public StationId Station => Contracts.StationId.TryParse(StationId, out var id) ? id : FleetRegistry.StationOf(Mn) ?? Contracts.StationId.FromMn(Mn);

    /// <summary>The first thing wrong, or null.</summary>
    public string? Fault() => this switch
    {
        _ when Mn is not { Length: > 0 and <= MaxMn } || !Mn.All(c => c is > ' ' and < (char)0x7f) => $"mn needs 1 to {MaxMn} printable ASCII characters without a blank",
        _ when Password is not { Length: <= MaxPassword } => $"password needs up to {MaxPassword} characters, as the device sends it",
        _ when Kind == StationKind.Unknown => "kind is water, air, hydrology or source",
        _ when StationId is not null && !Contracts.StationId.TryParse(StationId, out _) => "stationId needs 1 to 64 letters, digits, '_', '-' or '.'",
        _ when StationName?.Length > 100 => "stationName has at most 100 characters",
        _ => null,
    };
}

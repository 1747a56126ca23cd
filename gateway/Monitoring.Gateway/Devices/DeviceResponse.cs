using Monitoring.Contracts;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Devices;

/// <summary>A device as lists show it; its password and its key are never shown.</summary>
public sealed record DeviceResponse(string Mn, string StationId, StationKind Kind, DateTimeOffset RegisteredAt, string RegisteredBy, string Crc, int? MinuteInterval, bool HasDataKey)
{
    public static DeviceResponse Of(Device device) => new(
        device.Mn,
        device.Station.Value,
        device.StationKind,
        device.RegisteredAt,
        device.RegisteredBy,
        device.Dialect.Crc.Word(),
        (int?)device.Dialect.MinuteInterval?.TotalMinutes,
        device.Dialect.DataKey is not null);
}

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.DataFiles;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Devices;

/// <summary>A registration to store; the result is set after the commit.</summary>
internal sealed class DeviceWrite(Device device) : TaskCompletionSource<Device>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Device Device => device;
}

/// <summary>Stores registrations; what is stored becomes visible to lookups before the caller is told.</summary>
internal sealed class DeviceWriter(DataFile file, Action<Device> stored, ILogger logger) : GroupCommitWriter<DeviceWrite>(file, queueLength: 256, logger)
{
    private SqliteCommand? upsert;

    protected override void Prepare(SqliteConnection connection) => upsert = connection.Prepared(
        """
        INSERT INTO device (mn, password, station, station_kind, registered_ms, registered_by, crc, minute_interval, data_key) VALUES ($mn, $password, $station, $kind, $at, $by, $crc, $minutes, $key)
        ON CONFLICT DO UPDATE SET password = excluded.password, station = excluded.station, station_kind = excluded.station_kind, registered_by = excluded.registered_by,
            crc = excluded.crc, minute_interval = excluded.minute_interval, data_key = excluded.data_key
        """,
        "$mn",
        "$password",
        "$station",
        "$kind",
        "$at",
        "$by",
        "$crc",
        "$minutes",
        "$key");

    protected override void Apply(DeviceWrite write)
    {
        var device = write.Device;
        upsert!.With(
            device.Mn,
            device.Password,
            device.Station.Value,
            (int)device.StationKind,
            device.RegisteredAt.ToUnixTimeMilliseconds(),
            device.RegisteredBy,
            device.Dialect.Crc.Word(),
            (long?)device.Dialect.MinuteInterval?.TotalMinutes,
            device.Dialect.DataKey).ExecuteNonQuery();
    }

    protected override void Committed(IReadOnlyList<DeviceWrite> writes)
    {
        foreach (var write in writes)
        {
            stored(write.Device);
            write.SetResult(write.Device);
        }
    }

    protected override void Failed(IReadOnlyList<DeviceWrite> writes, GatewayException reason)
    {
        foreach (var write in writes)
        {
            write.SetException(reason);
        }
    }
}

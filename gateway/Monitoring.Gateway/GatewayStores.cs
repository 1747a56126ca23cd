using Microsoft.Extensions.Logging;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway;

/// <summary>The gateway's files, opened together and closed together: <c>devices.db</c>, <c>spool.db</c>, <c>quarantine.db</c>.</summary>
public sealed class GatewayStores : IAsyncDisposable
{
    private GatewayStores(DeviceRegistry devices, QuarantineStore quarantine, TelemetrySpool spool)
    {
        Devices = devices;
        Quarantine = quarantine;
        Spool = spool;
    }

    public DeviceRegistry Devices { get; }

    public QuarantineStore Quarantine { get; }

    public TelemetrySpool Spool { get; }

    /// <exception cref="GatewayException">A file is in use by another process, or was written by a newer version.</exception>
    public static async Task<GatewayStores> Open(string folder, GatewayStoreOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        Directory.CreateDirectory(folder);
        var devices = await DeviceRegistry.Open(Path.Combine(folder, "devices.db"), options.Devices, clock, loggers.CreateLogger<DeviceRegistry>());
        try
        {
            var quarantine = await QuarantineStore.Open(Path.Combine(folder, "quarantine.db"), options.Quarantine, clock, loggers.CreateLogger<QuarantineStore>());
            try
            {
                return new GatewayStores(devices, quarantine, await TelemetrySpool.Open(Path.Combine(folder, "spool.db"), options.Spool, clock, loggers.CreateLogger<TelemetrySpool>()));
            }
            catch
            {
                await quarantine.DisposeAsync();
                throw;
            }
        }
        catch
        {
            await devices.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Spool.DisposeAsync();
        await Quarantine.DisposeAsync();
        await Devices.DisposeAsync();
    }
}

/// <summary>The options of the three files.</summary>
public sealed record GatewayStoreOptions(DeviceOptions Devices, SpoolOptions Spool, QuarantineOptions Quarantine);

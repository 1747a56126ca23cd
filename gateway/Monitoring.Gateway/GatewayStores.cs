using Microsoft.Extensions.Logging;
using Monitoring.Gateway.DataFiles;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.SplitUploads;

namespace Monitoring.Gateway;

/// <summary>The gateway's files, opened together and closed together: <c>devices.db</c>, <c>quarantine.db</c>, <c>packets.db</c>, <c>spool.db</c>.</summary>
public sealed class GatewayStores : IAsyncDisposable
{
    private const string SpoolFile = "spool.db";

    private readonly Stack<IAsyncDisposable> stores;

    private GatewayStores(Stack<IAsyncDisposable> stores, DeviceRegistry devices, QuarantineStore quarantine, PacketStore packets, TelemetrySpool spool)
    {
        this.stores = stores;
        Devices = devices;
        Quarantine = quarantine;
        Packets = packets;
        Spool = spool;
    }

    public DeviceRegistry Devices { get; }

    public QuarantineStore Quarantine { get; }

    public PacketStore Packets { get; }

    public TelemetrySpool Spool { get; }

    /// <exception cref="GatewayException">A file is in use by another process, or was written by a newer version.</exception>
    public static async Task<GatewayStores> Open(string folder, GatewayStoreOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        Directory.CreateDirectory(folder);
        DiskReserve.GiveWhenNothingCanBeOpened(Path.Combine(folder, SpoolFile));
        var open = new Stack<IAsyncDisposable>();
        try
        {
            return new GatewayStores(
                open,
                Opened(await DeviceRegistry.Open(Path.Combine(folder, "devices.db"), options.Devices, clock, loggers.CreateLogger<DeviceRegistry>())),
                Opened(await QuarantineStore.Open(Path.Combine(folder, "quarantine.db"), options.Quarantine, clock, loggers.CreateLogger<QuarantineStore>())),
                Opened(await PacketStore.Open(Path.Combine(folder, "packets.db"), clock, loggers.CreateLogger<PacketStore>())),
                Opened(await TelemetrySpool.Open(Path.Combine(folder, SpoolFile), options.Spool, clock, loggers.CreateLogger<TelemetrySpool>())));
        }
        catch
        {
            await Close(open);
            throw;
        }

        T Opened<T>(T store)
            where T : IAsyncDisposable
        {
            open.Push(store);
            return store;
        }
    }

    public async ValueTask DisposeAsync() => await Close(stores);

    // The last opened is closed first: what writes into another goes before it.
    private static async Task Close(Stack<IAsyncDisposable> opened)
    {
        foreach (var store in opened)
        {
            await store.DisposeAsync();
        }
    }
}

/// <summary>The options of the files.</summary>
public sealed record GatewayStoreOptions(DeviceOptions Devices, SpoolOptions Spool, QuarantineOptions Quarantine);

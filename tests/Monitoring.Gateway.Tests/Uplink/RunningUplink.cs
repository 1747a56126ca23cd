using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Uplink;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Uplink;

/// <summary>Real files and the real worker in front of a simulated backend.</summary>
internal sealed class RunningUplink : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly GatewayMetrics metrics = new();

    private RunningUplink(GatewayStores stores, TemporaryFolder folder, IIngest ingest, UplinkOptions options, TimeProvider clock)
    {
        Stores = stores;
        this.folder = folder;
        Worker = new UplinkWorker(stores.Spool, stores.Quarantine, ingest, Options.Create(options), clock, metrics, NullLogger<UplinkWorker>.Instance);
    }

    public GatewayStores Stores { get; }

    public TelemetrySpool Spool => Stores.Spool;

    public QuarantineStore Quarantine => Stores.Quarantine;

    public UplinkWorker Worker { get; }

    public string this[string name] => folder[name];

    /// <summary>Pauses so short that nobody waits for them.</summary>
    public static UplinkOptions Impatient => new() { FirstPause = TimeSpan.FromMilliseconds(1), MaxPause = TimeSpan.FromMilliseconds(5), BreakDuration = TimeSpan.FromMilliseconds(500) };

    public static async Task<RunningUplink> Open(
        IIngest ingest,
        UplinkOptions? options = null,
        QuarantineOptions? quarantine = null,
        TimeProvider? clock = null)
    {
        var place = new TemporaryFolder();
        var stores = await GatewayStores.Open(
            place.Path,
            new GatewayStoreOptions(new DeviceOptions(), new SpoolOptions(), quarantine ?? new QuarantineOptions()),
            TimeProvider.System,
            NullLoggerFactory.Instance);
        return new RunningUplink(stores, place, ingest, options ?? Impatient, clock ?? TimeProvider.System);
    }

    public Task Start() => Worker.StartAsync(CancellationToken.None);

    public Task IsEmpty() => Eventually.True(() => Spool.PendingRows == 0);

    public async ValueTask DisposeAsync()
    {
        await Eventually.Ends(Worker.StopAsync(CancellationToken.None));
        Worker.Dispose();
        await Stores.DisposeAsync();
        metrics.Dispose();
        folder.Dispose();
    }
}

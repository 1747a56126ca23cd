using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Hosting;

/// <summary>Opens the store and the stations with the host, before anything asks for them.</summary>
internal sealed partial class SiloService(IServiceProvider services, ILogger<SiloService> log) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var status = await services.GetRequiredService<IMonitoringStore>().Status(cancellationToken);
        StoreOpened(log, status.Place, status.Engine, status.SchemaVersion, status.Durability);
        if (services.GetRequiredService<IOptions<SiloOptions>>().Value.SeedRegistry)
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            var entered = await services.GetRequiredService<IStationRegistry>().EnterAbsent(
                RegistrySeed.Of(now, services.GetRequiredService<IOptions<DeviceOptions>>().Value.DefaultTargetClass), cancellationToken);
            if (entered > 0)
            {
                StationsEntered(log, entered);
            }
        }

        // Where the stations are elsewhere, somebody else looks after them.
        if (services.GetService<InProcessStationHost>() is { } stations)
        {
            await stations.Sweep();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The container disposes in reverse order of making: the stations end their turns before the store closes.
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "store {Place} open: {Engine}, schema {Schema}, {Durability}")]
    private static partial void StoreOpened(ILogger log, string place, string engine, int schema, string durability);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} stations of the registry entered")]
    private static partial void StationsEntered(ILogger log, int count);
}

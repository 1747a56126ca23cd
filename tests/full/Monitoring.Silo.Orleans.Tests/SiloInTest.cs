using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Storage;
using Orleans.Runtime;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>A silo of a cluster in this process, with sockets to the others. Its stations see the clock of the test, the cluster itself real time.</summary>
internal sealed class SiloInTest : IAsyncDisposable
{
    private readonly IHost host;

    private SiloInTest(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IStationRouter Router => Services.GetRequiredService<IStationRouter>();

    public ISilenceWatch Silence => Services.GetRequiredService<ISilenceWatch>();

    public IStationFeed Feed => Services.GetRequiredService<IStationFeed>();

    public long Activations => Services.GetRequiredService<StationActivations>().Count;

    /// <summary>Requests of stations that have come here.</summary>
    public ComeRequests Come => Services.GetRequiredService<ComeRequests>();

    /// <summary>Silos that are alive, as this one sees it.</summary>
    public int Living => Services.GetRequiredService<ISiloStatusOracle>().GetActiveSilos().Length;

    /// <param name="probeSeconds">Long by default: a silo that a busy machine holds up for a moment must not be taken for dead.</param>
    public static OrleansOptions Options(string connection, int probeSeconds = 10) => new()
    {
        ConnectionString = connection,
        ClusterId = "test",
        Port = FreePorts.Take(1)[0],
        ProbeEvery = TimeSpan.FromSeconds(probeSeconds),
        Grace = TimeSpan.FromSeconds(2),
    };

    public static async Task<SiloInTest> Start(OrleansOptions options, IStationStore store, IStationRegistry registry, TimeProvider clock, SiloOptions silo)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .AddLogging(logs => logs.SetMinimumLevel(LogLevel.Warning).AddProvider(new TestOutput()))
            .AddSingleton(clock)
            .AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System)
            .AddSingleton(store)
            .AddSingleton(registry)
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(silo))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new DeviceOptions()))
            .AddSingleton(new StationFeed(silo.FeedCapacity))
            .AddSingleton<IStationFeed>(s => s.GetRequiredService<StationFeed>())
            .AddSingleton<ComeRequests>()
            .AddSingleton<IIncomingGrainCallFilter>(s => s.GetRequiredService<ComeRequests>())
            .AddOrleansStations(options);
        var started = new SiloInTest(builder.Build());
        await started.host.StartAsync();
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}

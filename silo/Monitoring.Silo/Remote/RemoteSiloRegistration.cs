using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Http;
using Monitoring.Storage;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Remote;

public static class RemoteSiloRegistration
{
    /// <summary>
    /// What <see cref="SiloRegistration.AddSilo"/> gives, except the stations and their ingest, which another process on the same data folder
    /// has: queries read the store, changes of stations and alerts go to that process, its events come from there. The host registers the
    /// <see cref="Contracts.IIngest"/> that its gateways need.
    /// </summary>
    public static IServiceCollection AddRemoteSilo(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddStore(configuration, static (store, folder, clock) => store.OpenBeside(folder, clock)
            ?? throw new StoreUnavailableException($"{store.PlaceOf(folder)} has no store of this version: start its silo first"));
        services.AddOptions<RemoteSiloOptions>().Bind(configuration.GetSection(RemoteSiloOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RemoteSiloOptions>, RemoteSiloOptionsCheck>();
        services.AddSingleton(s => new SiloKey(s.GetRequiredService<IOptions<SiloOptions>>().Value.DataFolder));
        services.AddSingleton(s =>
        {
            var options = s.GetRequiredService<IOptions<RemoteSiloOptions>>().Value;
            return new SiloClient(options.Url!, s.GetRequiredService<SiloKey>(), options.Patience, s.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<IStationRegistry>(s => new RemoteStationRegistry(s.GetRequiredService<IMonitoringStore>().Registry, s.GetRequiredService<SiloClient>()));
        services.AddSingleton<IAlertStore>(s => new RemoteAlertStore(s.GetRequiredService<IMonitoringStore>().Alerts, s.GetRequiredService<SiloClient>()));
        services.AddSingleton<RemoteFeed>().AddHostedService(s => s.GetRequiredService<RemoteFeed>());
        services.AddSingleton<ISilenceWatch>(s => s.GetRequiredService<RemoteFeed>());
        services.AddHealthChecks().AddCheck<SiloHealthCheck>("silo", tags: [HealthEndpoints.ReadyTag]);
        return services;
    }
}

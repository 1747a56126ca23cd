using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Silo.Alerts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Http;
using Monitoring.Silo.Ingest;
using Monitoring.Silo.Periods;
using Monitoring.Silo.Retention;
using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Hosting;

public static class SiloRegistration
{
    /// <summary>
    /// Stations, ingest, store and queries of one process. The store opens with the host; a store that cannot be used
    /// fails the start with <see cref="StoreUnavailableException"/>.
    /// </summary>
    /// <param name="hostings">Ways to host stations that this build has besides its own.</param>
    /// <exception cref="StartFailure"><c>Silo:Host</c> names a way that this build does not have.</exception>
    public static IServiceCollection AddSilo(this IServiceCollection services, IConfiguration configuration, params IReadOnlyList<StationHosting> hostings)
    {
        var hosting = StationHosting.Chosen(configuration, hostings);
        return services
            .AddStore(configuration, (store, folder, clock) => store.Open(folder, clock, hosting.SharesStore))
            .AddStations(configuration, hosting);
    }

    /// <summary>What both the owner of the stations and a process beside it have: the store, its queries, the periods and a feed to listen to.</summary>
    internal static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration, Func<ConfiguredStore, string, TimeProvider, IMonitoringStore> open)
    {
        services.AddOptions<SiloOptions>().Bind(configuration.GetSection(SiloOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SiloOptions>, RetentionOptionsCheck>();
        services.AddOptions<DeviceOptions>().Bind(configuration.GetSection(DeviceOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);

        var configured = ConfiguredStore.Of(configuration);
        services.AddSingleton(s => open(configured, OptionsOf<SiloOptions>(s).DataFolder, Clock(s)));
        services.AddSingleton(s => s.GetRequiredService<IMonitoringStore>().Registry);
        services.AddSingleton<IReadingQueries>(s =>
        {
            var store = s.GetRequiredService<IMonitoringStore>();
            return new CertifiedQueries(store.Queries, store.Stations, store.Certificates);
        });
        services.AddSingleton(s => s.GetRequiredService<IMonitoringStore>().Certificates);
        services.AddSingleton(s => s.GetRequiredService<IMonitoringStore>().Users);
        services.AddSingleton(s => s.GetRequiredService<IMonitoringStore>().Audit);
        services.AddSingleton(s => s.GetRequiredService<IMonitoringStore>().Alerts);

        services.AddSingleton(s => new StationFeed(OptionsOf<SiloOptions>(s).FeedCapacity));
        services.AddSingleton<IStationFeed>(s => s.GetRequiredService<StationFeed>());
        services.AddSingleton<IStationEventSink>(s => s.GetRequiredService<StationFeed>());
        services.AddSingleton<ICertificates>(s =>
        {
            var store = s.GetRequiredService<IMonitoringStore>();
            return new StoredCertificates(store.Queries, store.Stations, store.Certificates);
        });
        services.AddOptions<PeriodOptions>().Bind(configuration.GetSection(PeriodOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AirOptions>().Bind(configuration.GetSection(AirOptions.Section))
            .Validate(o => o.DustDays.TrueForAll(d => d.IsWhole), "each of Air:DustDays needs City (the code of a city), Day and Source; Level is 1 to 6 or absent")
            .ValidateOnStart();
        services.AddSingleton<SectionPeriods>().AddSingleton<WaterMonths>().AddSingleton<AirPeriods>().AddSingleton<StatementMonths>();
        services.AddSingleton<AlertDesk>();
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store", tags: [HealthEndpoints.ReadyTag]);
        return services;
    }

    private static IServiceCollection AddStations(this IServiceCollection services, IConfiguration configuration, StationHosting hosting)
    {
        services.AddSingleton(s => s.GetRequiredService<IMonitoringStore>().Stations);
        services.AddOptions<AlertOptions>().Bind(configuration.GetSection(AlertOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlertOptions>, AlertOptionsCheck>();
        services.AddSingleton(s => AlertRules.Of(OptionsOf<AlertOptions>(s)));
        services.AddSingleton(s => new IngestService(
            s.GetRequiredService<IStationRouter>(), s.GetRequiredService<IStationStore>(), OptionsOf<SiloOptions>(s), Clock(s)));
        services.AddSingleton<IIngest>(s => s.GetRequiredService<IngestService>());
        services.AddHostedService<SiloService>().AddHostedService<RetentionService>();
        hosting.Add(services, configuration);
        return services;
    }

    internal static void AddInProcessStations(this IServiceCollection services)
    {
        services.AddSingleton(s => new InProcessStationHost(
            s.GetRequiredService<IStationStore>(),
            s.GetRequiredService<IStationRegistry>(),
            s.GetRequiredService<IStationEventSink>(),
            OptionsOf<SiloOptions>(s),
            OptionsOf<DeviceOptions>(s),
            Clock(s),
            s.GetRequiredService<AlertRules>(),
            s.GetRequiredService<ILogger<StationGrain>>()));
        services.AddSingleton<IStationRouter>(s => s.GetRequiredService<InProcessStationHost>());
        services.AddSingleton<ISilenceWatch>(s => s.GetRequiredService<InProcessStationHost>());
        services.AddHealthChecks().AddCheck<StationsHealthCheck>("stations", tags: [HealthEndpoints.ReadyTag]);
    }

    private static T OptionsOf<T>(IServiceProvider services)
        where T : class => services.GetRequiredService<IOptions<T>>().Value;

    private static TimeProvider Clock(IServiceProvider services) => services.GetRequiredService<TimeProvider>();
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Http;
using Monitoring.Storage;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Series;

public static class SeriesRegistration
{
    /// <summary>
    /// After <c>AddSilo</c>: the follower of a raw series, where the configuration names one. For a process that serves the stations; a command that opens a
    /// stopped folder leaves the series to the next start.
    /// </summary>
    public static IServiceCollection AddSeries(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SeriesOptions>().Bind(configuration.GetSection(SeriesOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<InfluxOptions>().Bind(configuration.GetSection(InfluxOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SeriesOptions>, SeriesOptionsCheck>();
        services.AddSingleton(s => s.GetRequiredService<IMonitoringStore>().Outbox);

        // An unreadable kind stops the start by its check; until then it counts as one.
        var kind = (configuration.GetSection(SeriesOptions.Section).Get<SeriesOptions>() ?? new SeriesOptions()).Parsed;
        if (kind is SeriesKind.None)
        {
            return services.AddHostedService(s => new SeriesForgotten(
                s.GetRequiredService<ISeriesOutbox>(), Holder(s), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<SeriesForgotten>>()));
        }

        services.AddSingleton<SeriesStatus>();
        services.AddSingleton(s => SeriesStores.Make(kind, OptionsOf<InfluxOptions>(s), s.GetRequiredService<TimeProvider>()));
        services.AddHostedService(s => Follower(s, kind ?? SeriesKind.Influx));
        services.AddHealthChecks().AddCheck<SeriesHealthCheck>("series", tags: [HealthEndpoints.ReadyTag]);
        return services;
    }

    private static SeriesFollower Follower(IServiceProvider services, SeriesKind kind)
    {
        // First, for it is checked when it is read: a host makes its services before it checks the options of all.
        var options = OptionsOf<SeriesOptions>(services);
        return new SeriesFollower(
            services.GetRequiredService<ISeriesOutbox>(),
            services.GetRequiredService<ISeriesStore>(),
            new SeriesPlace(OptionsOf<InfluxOptions>(services).Place(kind), Holder(services)),
            options,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<SeriesStatus>(),
            services.GetRequiredService<ILogger<SeriesFollower>>());
    }

    private static string Holder(IServiceProvider services) => $"{Environment.MachineName} {OptionsOf<SiloOptions>(services).DataFolder}";

    private static T OptionsOf<T>(IServiceProvider services)
        where T : class => services.GetRequiredService<IOptions<T>>().Value;
}

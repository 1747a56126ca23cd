using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Alerts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Http;
using Monitoring.Silo.Orleans.Cluster;
using Monitoring.Silo.Orleans.Feed;
using Monitoring.Silo.Orleans.Stations;
using Monitoring.Storage;
using Orleans.Configuration;
using Orleans.Dashboard;
using SiloOptions = Monitoring.Silo.Hosting.SiloOptions;

namespace Monitoring.Silo.Orleans;

/// <summary>Stations that the silos of an Orleans cluster share: each has one owner, which moves on when its silo goes.</summary>
public static class OrleansHosting
{
    private const string Npgsql = "Npgsql";
    private const string Dashboard = "/orleans";

    /// <summary><c>Silo:Host=orleans</c>.</summary>
    public static readonly StationHosting Stations = new("orleans", Add) { SharesStore = true };

    /// <summary>The library's page of the cluster, open to everyone until the caller says otherwise; null where the stations are hosted in another way.</summary>
    public static IEndpointConventionBuilder? MapStationDashboard(this IEndpointRouteBuilder app) =>
        app.ServiceProvider.GetService<OrleansStationRouter>() is null ? null : app.MapOrleansDashboard(Dashboard);

    /// <summary>What <see cref="Stations"/> adds, by options that are complete.</summary>
    internal static IServiceCollection AddOrleansStations(this IServiceCollection services, OrleansOptions options)
    {
        services.AddSingleton(Options.Create(options));
        services.AddLogging(static logs => logs.AddFilter("Orleans", LogLevel.Warning));
        services.AddSingleton(s => new StationActivations(
            s.GetRequiredService<IStationStore>(),
            s.GetRequiredService<IStationRegistry>(),
            s.GetRequiredService<IStationEventSink>(),
            s.GetRequiredService<IOptions<DeviceOptions>>().Value,
            s.GetRequiredService<TimeProvider>(),
            s.GetService<AlertRules>(),
            s.GetRequiredService<ILogger<StationGrain>>()));

        // Every silo looks for itself: what it finds is for its own listeners.
        services.AddSingleton(s => new SilenceSweep(
            s.GetRequiredService<IStationStore>(),
            s.GetRequiredService<StationFeed>(),
            s.GetRequiredService<IOptions<SiloOptions>>().Value.SilentAfterRhythms,
            s.GetRequiredService<TimeProvider>(),
            hearsEveryDelivery: false));
        services.AddSingleton<ISilenceWatch>(s => s.GetRequiredService<SilenceSweep>());
        services.AddSingleton<SweepWatch>().AddSingleton<SiloListeners>().AddSingleton<ClusterFeed>();
        services.AddSingleton<IStationEventSink>(s => s.GetRequiredService<ClusterFeed>());
        services.AddSingleton<OrleansStationRouter>().AddSingleton<IStationRouter>(s => s.GetRequiredService<OrleansStationRouter>());
        services.AddHealthChecks().AddCheck<SweepWatch>("stations", tags: [HealthEndpoints.ReadyTag]);

        // In this order: the tables, the silo, and what needs it.
        services.AddHostedService<ClusterTables>();
        services.AddOrleans(silo => Configure(silo, options));
        services.AddHostedService<FeedRelay>();
        services.AddHostedService<SweepStart>();
        return services;
    }

    private static void Add(IServiceCollection services, IConfiguration configuration) => services.AddOrleansStations(ClusterSettings.Of(configuration));

    private static void Configure(ISiloBuilder silo, OrleansOptions options)
    {
        var connection = ClusterTables.Of(options.ConnectionString);
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (options.ClusterId, options.ServiceId));

        // No port for clients outside: whoever needs the stations is a silo, or comes over HTTP.
        silo.ConfigureEndpoints(IPAddress.Parse(options.Address), options.Port, gatewayPort: 0);
        silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Npgsql, connection));
        silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (Npgsql, connection));
        silo.Configure<ClusterMembershipOptions>(o => (o.ProbeTimeout, o.NumMissedProbesLimit) = (options.ProbeEvery, options.MissedProbes));
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = options.Patience);
        silo.Services.AddOptions<GrainCollectionOptions>().Configure<IOptions<SiloOptions>>(static (idle, own) =>
            (idle.CollectionAge, idle.CollectionQuantum) = (own.Value.DeactivateAfter, Shorter(idle.CollectionQuantum, own.Value.DeactivateAfter / 2)));
        silo.Services.AddOptions<ReminderOptions>().Configure<IOptions<SiloOptions>>(static (reminders, own) =>
            reminders.MinimumReminderPeriod = Shorter(reminders.MinimumReminderPeriod, own.Value.SweepEvery));

        // The usual directory may, while silos come and go, know two owners of a station for a moment.
        silo.AddDistributedGrainDirectory();
        silo.Configure<GrainDirectoryOptions>(o => o.RangeLeaseDuration = options.Grace);
        silo.AddGrainService<SiloListener>();
        silo.AddDashboard(static o => o.HideTrace = true);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

using Monitoring.Api.Health;
using Monitoring.Api.Ingest;
using Monitoring.Contracts;
using Monitoring.Gateway.Hosting;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Http;
using Monitoring.Silo.Remote;
using Monitoring.Silo.Series;

namespace Monitoring.Api.Hosting;

internal static class PartsRegistration
{
    public static IServiceCollection AddParts(this IServiceCollection services, Parts parts, IConfiguration configuration)
    {
        _ = parts.Silo is null
            ? services.AddSilo(configuration, SpecifiedLibraries.StationHostings).AddSeries(configuration)
            : services.AddRemoteSilo(configuration).AddSingleton<IIngest, ForwardedIngest>();
        if (parts.HasGateway)
        {
            services.AddGateway(configuration).AddSpecifiedLibraries().AddHealthChecks()
                .AddCheck<SpoolHealthCheck>("spool", tags: [HealthEndpoints.ReadyTag])
                .AddCheck<QuarantineHealthCheck>("quarantine", tags: [HealthEndpoints.ReadyTag])
                .AddCheck<PacketsHealthCheck>("packets", tags: [HealthEndpoints.ReadyTag])
                .AddCheck<UplinkHealthCheck>("uplink", tags: [HealthEndpoints.ReadyTag]);
        }

        return services;
    }
}

using Monitoring.Silo.Hosting;
#if FULL_FEED
using Monitoring.Api.Auth;
using Monitoring.Gateway.MqttNet;
using Monitoring.Gateway.SystemIoPorts;
using Monitoring.Silo.Orleans;
#endif

namespace Monitoring.Api.Hosting;

/// <summary>The specified libraries that not every package feed has, where this build was made with them.</summary>
internal static class SpecifiedLibraries
{
    /// <summary>What <c>Silo:Host</c> may choose besides the stations of this process.</summary>
    public static IReadOnlyList<StationHosting> StationHostings =>
    [
#if FULL_FEED
        OrleansHosting.Stations,
#endif
    ];

    /// <summary>After <c>AddGateway</c>: they take the places of what serves by default.</summary>
    public static IServiceCollection AddSpecifiedLibraries(this IServiceCollection services)
    {
#if FULL_FEED
        services.AddMqttNet();

        // On Linux termios stays: a cancelled read of this library takes the next bytes from whoever reads later.
        if (!OperatingSystem.IsLinux())
        {
            services.AddSystemIoPorts();
        }
#endif
        return services;
    }

    /// <summary>Pages that the libraries bring; only who runs the system sees them.</summary>
    public static void MapSpecifiedLibraries(this IEndpointRouteBuilder app)
    {
#if FULL_FEED
        app.MapStationDashboard()?.RequireAuthorization(Permissions.Administer);
#endif
    }
}

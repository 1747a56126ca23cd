using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Monitoring.Gateway.Hosting;

/// <summary>What a host calls to be a gateway: the services, and the doors on its Kestrel.</summary>
public static class GatewayHosting
{
    /// <summary>
    /// Registers the gateway. Keys stand under <c>Gateway</c> (<see cref="GatewayOptions"/>) and <c>Devices</c>. The host also registers an
    /// <c>IIngest</c>, the backend that the uplink sends to.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GatewayOptions>().Bind(configuration.GetSection(GatewayOptions.Section)).ValidateOnStart();
        services.AddSingleton<GatewayEndpoints>();
        return services;
    }

    /// <summary>Opens the HJ 212 and the MQTT door; <see cref="GatewayEndpoints"/> names their ports once the host has started.</summary>
    public static void ListenGateway(this KestrelServerOptions kestrel)
    {
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
        var address = IPAddress.Parse(options.Listen);
        ListenOptions? hj212 = null;
        ListenOptions? mqtt = null;
        kestrel.Listen(address, options.Hj212Port, door => hj212 = door);
        kestrel.Listen(address, options.MqttPort, door => mqtt = door);
        kestrel.ApplicationServices.GetRequiredService<GatewayEndpoints>().Opened(hj212!, mqtt!);
    }
}

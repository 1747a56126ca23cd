using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Lines;
using Monitoring.Gateway.Lines.Brokers;
using Monitoring.Gateway.Lines.Hj212;
using Monitoring.Gateway.Lines.Mqtt;
using Monitoring.Gateway.Lines.Serial;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.SplitUploads;
using Monitoring.Gateway.Uplink;

namespace Monitoring.Gateway.Hosting;

/// <summary>What a host calls to be a gateway: the services, and the doors on its Kestrel.</summary>
public static class GatewayHosting
{
    /// <summary>
    /// Registers the gateway. Its keys stand under <c>Gateway</c>, <c>Devices</c>, <c>Spool</c>, <c>Quarantine</c> and <c>Uplink</c>. The host also
    /// registers an <c>IIngest</c>, the backend that the uplink sends to.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<GatewayOptions>().Bind(configuration.GetSection(GatewayOptions.Section)).Validated();
        services.AddOptions<LineOptions>().Bind(configuration.GetSection(LineOptions.Section)).Validated();
        services.AddOptions<IntakeOptions>().Bind(configuration.GetSection(IntakeOptions.Section)).Validated();
        services.AddOptions<DeviceOptions>().Bind(configuration.GetSection(DeviceOptions.Section)).Validated();
        services.AddOptions<SpoolOptions>().Bind(configuration.GetSection(SpoolOptions.Section)).Validated();
        services.AddOptions<QuarantineOptions>().Bind(configuration.GetSection(QuarantineOptions.Section)).Validated();
        services.AddOptions<UplinkOptions>().Bind(configuration.GetSection(UplinkOptions.Section)).Validated();
        return services.AddStores().AddLines().AddUplink();
    }

    /// <summary>Opens the HJ 212 and the MQTT door; <see cref="GatewayEndpoints"/> names their ports once the host has started.</summary>
    public static void ListenGateway(this KestrelServerOptions kestrel)
    {
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
        var address = IPAddress.Parse(options.Listen);
        ListenOptions? hj212 = null;
        ListenOptions? mqtt = null;
        kestrel.Listen(address, options.Hj212Port, door => (hj212 = door).UseConnectionHandler<Hj212ConnectionHandler>());
        kestrel.Listen(address, options.MqttPort, door => (mqtt = door).UseConnectionHandler<MqttConnectionHandler>());
        kestrel.ApplicationServices.GetRequiredService<GatewayEndpoints>().Opened(hj212!, mqtt!);
    }

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton(OpenStores)
        .AddSingleton(provider => provider.GetRequiredService<GatewayStores>().Devices)
        .AddSingleton(provider => provider.GetRequiredService<GatewayStores>().Quarantine)
        .AddSingleton(provider => provider.GetRequiredService<GatewayStores>().Spool)
        .AddSingleton(provider => provider.GetRequiredService<GatewayStores>().Packets)
        .AddSingleton<AppendTelemetry>(provider => provider.GetRequiredService<TelemetrySpool>().Append)
        .AddSingleton(WatchStores);

    private static IServiceCollection AddLines(this IServiceCollection services) => services
        .AddSingleton<GatewayEndpoints>()
        .AddSingleton<TelemetryIntake>()
        .AddSingleton<ReplayWalk>()
        .AddSingleton(provider => new QuarantineReplay(
            provider.GetRequiredService<QuarantineStore>(),
            provider.GetRequiredService<ReplayWalk>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<QuarantineReplay>>()))
        .AddSingleton<PacketJoiner>()
        .AddHostedService(provider => provider.GetRequiredService<PacketJoiner>())
        .AddSingleton<Hj212Intake>()
        .AddSingleton<Hj212Sessions>()
        .AddSingleton<Hj212ConnectionHandler>()
        .AddSingleton<MqttAdmission>()
        .AddSingleton<MqttPublications>()
        .AddSingleton<MqttConnectionHandler>()
        .AddSingleton<SerialLines>()
        .AddSingleton<ISerialPortFactory, TermiosPortFactory>()
        .AddHostedService<SerialLineService>()
        .AddSingleton<BrokerLines>()
        .AddSingleton<BrokerIntake>()
        .AddSingleton<IBrokerConnector, MqttBrokerConnector>()
        .AddHostedService<BrokerLineService>();

    private static IServiceCollection AddUplink(this IServiceCollection services) => services
        .AddSingleton<UplinkWorker>()
        .AddHostedService(provider => provider.GetRequiredService<UplinkWorker>());

    private static GatewayMetrics WatchStores(IServiceProvider provider)
    {
        var metrics = new GatewayMetrics();
        metrics.Watch(provider.GetRequiredService<GatewayStores>());
        return metrics;
    }

    // The container has no asynchronous factories, and whoever needs the files needs them open: the host's start waits here.
    private static GatewayStores OpenStores(IServiceProvider provider)
    {
        var stores = new GatewayStoreOptions(
            provider.GetRequiredService<IOptions<DeviceOptions>>().Value,
            provider.GetRequiredService<IOptions<SpoolOptions>>().Value,
            provider.GetRequiredService<IOptions<QuarantineOptions>>().Value);
        var folder = Path.GetFullPath(provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Data);
        return GatewayStores.Open(folder, stores, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()).GetAwaiter().GetResult();
    }
}

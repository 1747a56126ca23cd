using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.Lines.Brokers;

namespace Monitoring.Gateway.MqttNet;

/// <summary>What a host calls to subscribe to brokers with MQTTnet.</summary>
public static class MqttNetHosting
{
    /// <summary>After <c>AddGateway</c>: takes the place of the gateway's own client.</summary>
    public static IServiceCollection AddMqttNet(this IServiceCollection services) => services.AddSingleton<IBrokerConnector, MqttNetConnector>();
}

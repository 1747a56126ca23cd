using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.Tests.Lines;

namespace Monitoring.Gateway.MqttNet.Tests;

/// <summary>MQTTnet's client in the place of the gateway's own.</summary>
public sealed class MqttNetClientTests : BrokerContractTests
{
    protected override void Use(IServiceCollection services) => services.AddMqttNet();
}

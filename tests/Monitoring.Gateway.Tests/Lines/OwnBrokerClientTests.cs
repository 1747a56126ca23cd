using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>The gateway's own client.</summary>
public sealed class OwnBrokerClientTests : BrokerContractTests
{
    protected override void Use(IServiceCollection services)
    {
        // What a gateway has anyway.
    }
}

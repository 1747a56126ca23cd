using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Hosting;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Uplink;

namespace Monitoring.Gateway.Tests.Hosting;

public sealed class StoreOptionsTests
{
    [Theory]
    [InlineData("Devices:MaxAutoRegistered", "-1")]
    [InlineData("Spool:MaxBytes", "1000")]
    [InlineData("Spool:QueueLength", "0")]
    [InlineData("Quarantine:MaxRows", "0")]
    [InlineData("Quarantine:MaxBytes", "10")]
    [InlineData("Quarantine:MaxParkedBytes", "-1")]
    [InlineData("Uplink:Url", "localhost:8080")]
    [InlineData("Uplink:MaxBatchRows", "0")]
    [InlineData("Uplink:MaxPause", "00:00:00")]
    [InlineData("Uplink:AttemptTimeout", "00:00:00")]
    [InlineData("Uplink:BreakDuration", "00:00:00.1")]
    public void A_value_that_cannot_work_is_refused_with_its_key(string key, string value) =>
        Should.Throw<OptionsValidationException>(() => Read(new() { [key] = value })).Message.ShouldContain(key.Split(':')[1]);

    [Fact]
    public void The_defaults_and_what_the_environment_says_are_taken()
    {
        var devices = Read(new() { ["Devices:AutoRegister"] = "true", ["Uplink:Url"] = "https://monitoring.example:8443/base" });

        devices.AutoRegister.ShouldBeTrue();
    }

    private static DeviceOptions Read(Dictionary<string, string?> settings)
    {
        using var provider = new ServiceCollection()
            .AddGateway(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        _ = provider.GetRequiredService<IOptions<SpoolOptions>>().Value;
        _ = provider.GetRequiredService<IOptions<QuarantineOptions>>().Value;
        _ = provider.GetRequiredService<IOptions<UplinkOptions>>().Value;
        return provider.GetRequiredService<IOptions<DeviceOptions>>().Value;
    }
}

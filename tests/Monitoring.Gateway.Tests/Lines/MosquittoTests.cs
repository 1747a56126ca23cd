using System.Diagnostics;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>A client that other people wrote.</summary>
public sealed class MosquittoTests
{
    private const string Program = "mosquitto_pub";

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task Mosquittos_publications_are_stored(string qos)
    {
        Assert.SkipUnless(ExternalProgram.IsInstalled(Program), "mosquitto_pub is not installed");
        await using var gateway = await RunningGateway.Begin();
        var payload = $$"""{"time":{{RunningGateway.Start.ToUnixTimeMilliseconds()}},"data":[{"code":"w01001","value":7.25}]}""";
        using var publisher = Process.Start(new ProcessStartInfo(Program, ["-h", "127.0.0.1", "-p", gateway.Mqtt.Port.ToString(), "-V", "mqttv311", "-i", "m", "-u", RunningGateway.Mn, "-P", RunningGateway.Password, "-q", qos, "-t", $"devices/{RunningGateway.Mn}/telemetry", "-m", payload]))!;

        await Eventually.Ends(publisher.WaitForExitAsync());

        publisher.ExitCode.ShouldBe(0);
        await Eventually.True(() => gateway.Spool.LastSequence == 1);
        gateway.Spooled.ShouldHaveSingleItem().Readings.ShouldHaveSingleItem().Text.ShouldBe("7.25");
    }
}

using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts;
using Monitoring.Gateway.Lines.Brokers;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>What every client of a broker promises, against a real broker: acknowledged is durable, and what is not durable comes again.</summary>
public abstract class BrokerContractTests
{
    private static string Topic => DeviceTopics.Telemetry(RunningGateway.Mn);

    /// <summary>Puts the client under test in its place.</summary>
    protected abstract void Use(IServiceCollection services);

    [Fact]
    public async Task What_devices_publish_at_the_broker_is_spooled()
    {
        await using var broker = await StartBroker();
        await using var gateway = await Subscribed(broker);

        await broker.Publish(Topic, Json(1));
        await broker.Publish(Topic, Encoding.ASCII.GetString(Frames.Upload(Frames.Qn(2))));

        await Eventually.True(() => gateway.Spooled.Count == 2, "both are spooled");
        gateway.Spooled.Select(t => t.Protocol).ShouldBe(["mqtt-json", "hj212"]);
    }

    [Fact]
    public async Task What_waits_for_its_commit_is_not_acknowledged_and_comes_again()
    {
        await using var broker = await StartBroker();
        await using (var first = await Subscribed(broker))
        {
            first.Gate.Close();
            await broker.Publish(Topic, Json(1));
            await broker.Publish(Topic, Json(2));
            await Eventually.True(() => first.Gate.Waiting == 2, "both wait for their commit together");
            first.Gate.Refusal = new SpoolFullException(1, 1);
        }

        await using var second = await Subscribed(broker);

        await Eventually.True(() => second.Spooled.Count == 2, "the broker delivers both again");
        second.Spooled.Select(t => t.Readings[0].Text).ShouldBe(["7.1", "7.2"]);
    }

    [Fact]
    public async Task What_is_acknowledged_does_not_come_again()
    {
        await using var broker = await StartBroker();
        await using (var first = await Subscribed(broker))
        {
            await broker.Publish(Topic, Json(1));
            await Eventually.True(() => first.Spooled.Count == 1, "it is spooled");
            await first.Stop();
        }

        await using var second = await Subscribed(broker);
        await broker.Publish(Topic, Json(2));

        await Eventually.True(() => second.Spooled.Count > 0, "the next one is spooled");
        second.Spooled.ShouldHaveSingleItem().Readings[0].Text.ShouldBe("7.2");
    }

    [Fact]
    public async Task What_the_full_spool_refuses_is_offered_again_and_its_order_stays()
    {
        await using var broker = await StartBroker();
        await using var gateway = await Subscribed(broker);
        gateway.Gate.Refusal = new SpoolFullException(1, 1);
        await broker.Publish(Topic, Json(1));
        await Eventually.True(() => gateway.Gate.Refused > 0, "it is refused");

        gateway.Gate.Refusal = null;
        await Eventually.True(
            () =>
            {
                gateway.Clock.Advance(TimeSpan.FromSeconds(1));
                return gateway.Spooled.Count == 1;
            },
            "it is offered again");
    }

    [Fact]
    public async Task A_broker_that_goes_away_and_comes_back_is_joined_again_and_nothing_of_the_meantime_is_missing()
    {
        await using var broker = await StartBroker();
        await using var gateway = await Subscribed(broker);

        await broker.Restart();
        await broker.Publish(Topic, Json(1));

        await Eventually.True(
            () =>
            {
                gateway.Clock.Advance(TimeSpan.FromSeconds(1));
                return gateway.Spooled.Count == 1;
            },
            "what was published before the gateway was back is delivered");
    }

    [Theory]
    [InlineData("devices/nobody/telemetry", "unknown-mn")]
    [InlineData("devices//telemetry", "bad-payload")]
    public async Task What_belongs_to_no_device_lies_in_the_quarantine_and_holds_up_nobody(string topic, string reason)
    {
        await using var broker = await StartBroker();
        await using var gateway = await Subscribed(broker, ("Gateway:Brokers:0:Topic", "devices/#"));

        await broker.Publish(topic, Json(1));
        await broker.Publish(Topic, Json(2));

        await Eventually.True(() => gateway.Spooled.Count == 1, "the device behind it is served");
        (await gateway.QuarantinedOne(reason)).Door.ShouldBe("broker");
    }

    [Fact]
    public async Task A_message_that_is_too_long_lies_cut_in_the_quarantine_and_holds_up_nobody()
    {
        await using var broker = await StartBroker();
        await using var gateway = await Subscribed(broker, ("Gateway:Lines:MaxMqttPacket", "2000"));

        await broker.Publish(Topic, "[" + new string('1', 100_000) + "]");
        await broker.Publish(Topic, Json(2));

        await Eventually.True(() => gateway.Spooled.Count == 1, "the message behind it is served");
        var refused = await gateway.QuarantinedOne("too-long");
        (refused.Mn, refused.TotalBytes, refused.IsAcknowledged).ShouldBe((RunningGateway.Mn, 100_002, true));
        refused.Bytes.Length.ShouldBeLessThanOrEqualTo(4096);
    }

    [Fact]
    public async Task An_absent_broker_is_a_state_with_its_reason()
    {
        var absent = await StartBroker();
        var url = absent.Url;
        await absent.DisposeAsync();

        await using var gateway = await RunningGateway.Begin(Use, ("Gateway:Brokers:0:Url", url.ToString()));

        await Eventually.True(() => Line(gateway) is { IsOpen: false, Fault.Length: > 0 }, "the line shows why it is not open");
    }

    private static async Task<Mosquitto> StartBroker()
    {
        Assert.SkipUnless(Mosquitto.AbsentReason.Length == 0, Mosquitto.AbsentReason);
        return await Mosquitto.Start();
    }

    private static BrokerLineStatus? Line(RunningGateway gateway) => gateway.Services.GetRequiredService<BrokerLines>().All.SingleOrDefault();

    private static string Json(int number) =>
        $$"""{"time":{{RunningGateway.Start.AddMinutes(number).ToUnixTimeMilliseconds()}},"data":[{"code":"w01001","value":7.{{number}}}]}""";

    private async Task<RunningGateway> Subscribed(Mosquitto broker, params (string Key, string Value)[] settings)
    {
        var gateway = await RunningGateway.Begin(Use, [("Gateway:Brokers:0:Url", broker.Url.ToString()), .. settings]);
        await Eventually.True(() => Line(gateway)?.IsOpen == true, "the gateway is subscribed");
        return gateway;
    }
}

using Monitoring.Protocols.Mqtt;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Lines;
using Monitoring.Simulator.Tests.Gateways;
using Monitoring.Testing;

namespace Monitoring.Simulator.Tests;

public sealed class MqttExchangeTests
{
    private readonly ManualTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Fact]
    public async Task A_frame_is_published_under_the_devices_own_name_and_topic()
    {
        await using var server = new ListeningMqttServer();
        await using var line = new RunningLine(LineOpeners.Tcp(server.Endpoint), new MqttDialect("A1", "secret"), time);
        (await Eventually.Ends(line.Send("A1"))).ShouldBe(new ExchangeOutcome(ExchangeResult.Acknowledged, "PUBACK 1"));
        var message = server.Messages.Single();
        message.Topic.ShouldBe("devices/A1/telemetry");
        message.User.ShouldBe("A1");
        message.Password.ShouldBe("secret");
        message.Payload.ShouldContain("Flag=4;CP=&&DataTime=20261121080000;");
    }

    [Fact]
    public async Task Without_a_puback_the_same_packet_is_repeated_as_a_duplicate()
    {
        await using var server = new ListeningMqttServer(acknowledge: n => n == 2);
        await using var line = new RunningLine(LineOpeners.Tcp(server.Endpoint), new MqttDialect("A1", "secret"), time);
        var exchange = line.Send("A1");
        await Eventually.True(() => server.Messages.Count == 1 && time.WaitingTimers > 0);
        time.Advance(TimeSpan.FromSeconds(10));
        (await Eventually.Ends(exchange)).Result.ShouldBe(ExchangeResult.Acknowledged);
        server.Messages.Select(m => (m.PacketId, m.IsDuplicate)).ShouldBe([(1, false), (1, true)]);
        line.Counters.Repeated.ShouldBe(1);
    }

    [Fact]
    public async Task A_device_that_the_server_does_not_let_in_is_told_so()
    {
        await using var server = new ListeningMqttServer(MqttConnectResult.BadUserNameOrPassword);
        await using var line = new RunningLine(LineOpeners.Tcp(server.Endpoint), new MqttDialect("A1", "wrong"), time);
        var outcome = await Eventually.Ends(line.Send("A1"));
        outcome.Result.ShouldBe(ExchangeResult.NotAdmitted);
        outcome.Detail.ShouldContain(nameof(MqttConnectResult.BadUserNameOrPassword));
        server.Messages.ShouldBeEmpty();
    }
}

using System.Text;
using Monitoring.Contracts;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Protocols.Mqtt;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

public sealed class MqttOverTcpTests
{
    private const string Json = """{"time":"2026-11-21T07:55:00+08:00","data":[{"code":"w01001","value":7.250},{"code":"w01009","value":"6.90","flag":"M"}]}""";

    [Fact]
    public async Task A_JSON_publication_is_acknowledged_and_its_readings_keep_their_digits()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);

        await client.Publish(Json, 7);

        await client.ShouldAcknowledge(7);
        var telemetry = gateway.Spooled.ShouldHaveSingleItem();
        (telemetry.Protocol, telemetry.Mn, telemetry.StationKind).ShouldBe(("mqtt-json", RunningGateway.Mn, StationKind.Water));
        telemetry.Readings.Select(r => (r.Key.Parameter.Value, r.Text, r.Flag)).ShouldBe([("w01001", "7.250", "N"), ("w01009", "6.90", "M")]);
    }

    [Fact]
    public async Task A_frame_of_HJ_212_is_acknowledged_and_says_the_same_as_over_TCP()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);

        await client.Publish(Frames.Upload(Frames.Qn(1)), 1);

        await client.ShouldAcknowledge(1);
        var telemetry = gateway.Spooled.ShouldHaveSingleItem();
        (telemetry.Protocol, telemetry.Command).ShouldBe(("hj212", "2011"));
        telemetry.Readings.ShouldHaveSingleItem().Text.ShouldBe("6.90");
    }

    [Fact]
    public async Task No_PUBACK_leaves_before_the_commit_and_PUBACKs_keep_their_order()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);
        gateway.Gate.Close();
        for (ushort id = 1; id <= 5; id++)
        {
            await client.Publish(Frames.Upload(Frames.Qn(id)), id);
        }

        await Eventually.True(() => gateway.Gate.Waiting == 5, "all five wait for their commit together");
        client.Link.Stream.DataAvailable.ShouldBeFalse();
        gateway.Spooled.ShouldBeEmpty();

        gateway.Gate.Open();
        await client.ShouldAcknowledge(1, 2, 3, 4, 5);
    }

    [Fact]
    public async Task QoS_0_is_stored_and_not_acknowledged()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);

        await client.Publish(Json, 0, MqttQos.AtMostOnce);
        await client.Send(MqttWriter.WritePingreq);

        (await client.Next()).Type.ShouldBe(MqttPacketType.Pingresp);
        gateway.Spooled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_redelivered_frame_is_acknowledged_again_and_spooled_once()
    {
        await using var gateway = await RunningGateway.Begin();
        for (var connection = 0; connection < 2; connection++)
        {
            await using var client = await MqttLink.Connected(gateway);
            await client.Publish(Frames.Upload(Frames.Qn(1)), 9);
            await client.ShouldAcknowledge(9);
        }

        gateway.Spool.LastSequence.ShouldBe(1);
    }

    [Theory]
    [InlineData("A500101_0001", "wrong", MqttConnectResult.BadUserNameOrPassword, "wrong-password")]
    [InlineData("A500101_0001", null, MqttConnectResult.BadUserNameOrPassword, "wrong-password")]
    [InlineData("nobody", "123456", MqttConnectResult.NotAuthorized, "unknown-mn")]
    [InlineData(null, null, MqttConnectResult.NotAuthorized, "unknown-mn")]
    public async Task A_refused_CONNECT_says_why_and_lies_in_the_quarantine(string? user, string? password, MqttConnectResult result, string reason)
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.To(gateway);

        await client.Connect(user, password);

        (await client.Next()).ConnectResult.ShouldBe(result);
        (await client.Link.UntilClosed()).ShouldBeEmpty();
        var kept = await gateway.QuarantinedOne(reason);
        (kept.Door, kept.Mn).ShouldBe(("mqtt", user));
    }

    [Fact]
    public async Task Another_protocol_level_is_told_so()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.To(gateway);

        // CONNECT of MQTT 5: level 5, clean start, keep-alive 60, no properties, client id "x".
        await client.Link.Send([0x10, 0x0E, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 5, 2, 0, 60, 0, 0, 1, (byte)'x']);

        (await client.Next()).ConnectResult.ShouldBe(MqttConnectResult.UnacceptableProtocolVersion);
        (await client.Link.UntilClosed()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("devices/other/telemetry")]
    [InlineData("devices/A500101_0001/commands")]
    public async Task A_publication_to_another_topic_is_quarantined_and_acknowledged(string topic)
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);

        await client.Publish(Encoding.UTF8.GetBytes(Json), 3, topic: topic);

        await client.ShouldAcknowledge(3);
        (await gateway.QuarantinedOne("bad-payload")).Detail.ShouldContain(topic);
        gateway.Spooled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_frame_of_another_MN_is_quarantined_and_acknowledged()
    {
        await using var gateway = await RunningGateway.Begin();
        await gateway.Register("A500101_0002");
        await using var client = await MqttLink.Connected(gateway);

        await client.Publish(Frames.Upload(Frames.Qn(1), mn: "A500101_0002"), 3);

        await client.ShouldAcknowledge(3);
        (await gateway.QuarantinedOne("bad-payload")).Detail.ShouldContain("A500101_0002");
        gateway.Spooled.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"time":"2026-11-21T07:55:00+08:00","data":[{"code":"w01001","value":NaN}]}""", "bad-payload")]
    [InlineData("""{"time":"2026-13-21T07:55:00+08:00","data":[]}""", "impossible-time")]
    [InlineData("""{"time":"2027-11-21 07:55:00","data":[]}""", "impossible-time")]
    [InlineData("""{"time":"2026-11-21T07:55:00+08:00","data":[{"code":"w01001","value":"7\u0000"}]}""", "bad-field")]
    [InlineData("""{"time":"2026-11-21T07:55:00+08:00","data":[{"code":"w01001","value":7,"unit":"mg\t/L"}]}""", "bad-field")]
    [InlineData("no JSON", "bad-payload")]
    [InlineData("", "bad-payload")]
    public async Task A_bad_payload_is_quarantined_acknowledged_and_holds_up_nobody(string payload, string reason)
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);

        await client.Publish(payload, 1);
        await client.Publish(Json, 2);

        await client.ShouldAcknowledge(1, 2);
        var kept = await gateway.QuarantinedOne(reason);
        kept.Bytes.ShouldBe(Encoding.UTF8.GetBytes(payload));
        gateway.Spooled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Bytes_that_are_no_MQTT_end_their_connection_only()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);
        await using var noisy = await DeviceLink.To(gateway.Mqtt);
        var noise = new byte[10_000_000];
        try
        {
            await noisy.Send(noise);
        }
        catch (IOException)
        {
            // The door closed while the noise still came.
        }

        await noisy.UntilClosed();
        (await gateway.QuarantinedOne("noise")).Bytes.Length.ShouldBeLessThanOrEqualTo(4096);
        await client.Publish(Json, 1);
        await client.ShouldAcknowledge(1);
    }

    [Fact]
    public async Task A_publication_longer_than_the_door_takes_lies_cut_in_the_quarantine_and_holds_up_nothing_behind_it()
    {
        await using var gateway = await RunningGateway.Begin(("Gateway:Lines:MaxMqttPacket", "2000"));
        await using var client = await MqttLink.Connected(gateway);

        await client.Publish(new string('1', 100_000), 1);
        await client.Publish(Json, 2);

        await client.ShouldAcknowledge(1, 2);
        gateway.Spooled.Count.ShouldBe(1);
        var refused = await gateway.QuarantinedOne("too-long");
        (refused.Mn, refused.IsAcknowledged, refused.TotalBytes > 100_000, refused.Bytes.Length <= 4096).ShouldBe((RunningGateway.Mn, true, true, true));
        refused.Detail.ShouldContain("Gateway:Lines:MaxMqttPacket");
    }

    [Fact]
    public async Task A_packet_longer_than_the_door_takes_is_told_as_such()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);

        await client.Link.Send([0x32, 0xFF, 0xFF, 0x7F, .. new byte[100]]);

        await client.Link.UntilClosed();
        (await gateway.QuarantinedOne("too-long")).Detail.ShouldContain("packet-too-large");
    }

    [Fact]
    public async Task A_full_spool_delays_the_PUBACK_until_there_is_room()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);
        var timers = gateway.Clock.WaitingTimers;
        gateway.Gate.Refusal = new SpoolFullException(1, 1);
        await client.Publish(Json, 1);
        await Eventually.True(() => gateway.Clock.WaitingTimers > timers, "the refused message waits to be offered again");
        client.Link.Stream.DataAvailable.ShouldBeFalse();

        gateway.Gate.Refusal = null;
        gateway.Clock.Advance(TimeSpan.FromSeconds(1));

        await client.ShouldAcknowledge(1);
        gateway.Spooled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Whatever_was_acknowledged_lies_in_the_quarantine_with_its_bytes_if_it_was_refused()
    {
        await using var gateway = await RunningGateway.Begin(("Quarantine:MaxPerDeviceAndReason", "2"));
        await using var client = await MqttLink.Connected(gateway);

        for (ushort id = 1; id <= 10; id++)
        {
            await client.Publish($"no JSON {id}", id);
            await client.ShouldAcknowledge(id);
        }

        gateway.Quarantined("bad-payload").Select(m => Encoding.UTF8.GetString(m.Bytes)).ShouldBe(Enumerable.Range(1, 10).Select(n => $"no JSON {n}"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_refused_message_that_the_quarantine_has_no_room_for_is_not_acknowledged()
    {
        await using var gateway = await RunningGateway.Begin(("Quarantine:MaxAcknowledgedBytes", "300"));
        await using var client = await MqttLink.Connected(gateway);
        await client.Publish("no JSON 1", 1);
        await client.ShouldAcknowledge(1);
        var timers = gateway.Clock.WaitingTimers;

        await client.Publish(new string('x', 1000), 2);

        await Eventually.True(() => gateway.Clock.WaitingTimers > timers, "the message waits to be offered again");
        client.Link.Stream.DataAvailable.ShouldBeFalse();
        gateway.Quarantined("bad-payload").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_started_behind_a_message_that_the_full_spool_refused()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);
        var timers = gateway.Clock.WaitingTimers;
        gateway.Gate.Refusal = new SpoolFullException(1, 1);
        await client.Publish(Frames.Upload(Frames.Qn(1)), 1);
        await Eventually.True(() => gateway.Clock.WaitingTimers > timers, "the refused message waits to be offered again");

        gateway.Gate.Refusal = null;
        for (ushort id = 2; id <= 5; id++)
        {
            await client.Publish(Frames.Upload(Frames.Qn(id)), id);
        }

        await using var other = await MqttLink.Connected(gateway, "logger-2");
        gateway.Spooled.ShouldBeEmpty();
        gateway.Clock.Advance(TimeSpan.FromSeconds(1));

        await client.ShouldAcknowledge(1, 2, 3, 4, 5);
        gateway.Spooled.Select(t => t.SentAt).ShouldBeInOrder();
    }

    [Fact]
    public async Task Frames_of_one_payload_that_were_taken_are_not_taken_again_when_the_rest_is_offered()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);
        var timers = gateway.Clock.WaitingTimers;
        gateway.Gate.Refusal = new SpoolFullException(1, 1);
        await client.Publish([.. Frames.Upload(Frames.Qn(1), mn: "other"), .. Frames.Upload(Frames.Qn(2))], 1);
        await Eventually.True(() => gateway.Clock.WaitingTimers > timers, "the second frame waits to be offered again");

        gateway.Gate.Refusal = null;
        gateway.Clock.Advance(TimeSpan.FromSeconds(1));

        await client.ShouldAcknowledge(1);
        (gateway.Quarantined("bad-payload").Count, gateway.Spooled.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Only_the_own_command_topic_can_be_subscribed()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);

        await client.Send(output => MqttWriter.WriteSubscribe(
            5,
            [
                new(DeviceTopics.Commands(RunningGateway.Mn), MqttQos.ExactlyOnce), new(DeviceTopics.Commands(RunningGateway.Mn), MqttQos.AtMostOnce),
                new("#", MqttQos.AtMostOnce), new(DeviceTopics.Commands("other"), MqttQos.AtLeastOnce),
            ],
            output));
        await client.Send(output => MqttWriter.WriteUnsubscribe(6, ["#"], output));

        (await client.Next()).Granted.ShouldBe([MqttQos.AtLeastOnce, MqttQos.AtMostOnce, null, null]);
        var unsubscribed = await client.Next();
        (unsubscribed.Type, unsubscribed.PacketId).ShouldBe((MqttPacketType.Unsuback, (ushort)6));
    }

    [Fact]
    public async Task Silence_for_one_and_a_half_keep_alives_ends_the_connection()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway, keepAlive: 60);
        for (var i = 0; i < 3; i++)
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(80));
            await client.Send(MqttWriter.WritePingreq);
            (await client.Next()).Type.ShouldBe(MqttPacketType.Pingresp);
        }

        var closed = client.Link.UntilClosed();
        await Eventually.True(() =>
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(30));
            return closed.IsCompleted;
        });

        (await closed).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_that_does_not_say_who_it_is_is_closed()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.To(gateway);
        var closed = client.Link.UntilClosed();

        await Eventually.True(() =>
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(5));
            return closed.IsCompleted;
        });

        (await closed).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_connection_of_a_client_takes_over_from_the_first()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var first = await MqttLink.Connected(gateway, "logger-1");
        await using var other = await MqttLink.Connected(gateway, "logger-2");

        await using var second = await MqttLink.Connected(gateway, "logger-1");

        (await first.Link.UntilClosed()).ShouldBeEmpty();
        foreach (var client in new[] { second, other })
        {
            await client.Publish(Json, 1);
            await client.ShouldAcknowledge(1);
        }
    }

    [Fact]
    public async Task A_second_CONNECT_QoS_2_or_a_packet_before_CONNECT_end_the_connection()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var twice = await MqttLink.Connected(gateway, "a");
        await using var exactlyOnce = await MqttLink.Connected(gateway, "b");
        await using var early = await MqttLink.To(gateway);

        await twice.Connect(RunningGateway.Mn, RunningGateway.Password);
        await exactlyOnce.Publish(Encoding.UTF8.GetBytes(Json), 1, MqttQos.ExactlyOnce);
        await early.Publish(Json, 1);

        foreach (var client in new[] { twice, exactlyOnce, early })
        {
            (await client.Link.UntilClosed()).ShouldBeEmpty();
        }

        gateway.Spooled.ShouldBeEmpty();
        gateway.Quarantined("bad-payload").Count.ShouldBe(3);
    }

    [Fact]
    public async Task DISCONNECT_ends_the_connection_after_what_was_published_is_stored()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var client = await MqttLink.Connected(gateway);
        await client.Publish(Json, 1);
        await client.Send(MqttWriter.WriteDisconnect);

        await client.Link.UntilClosed();
        gateway.Spooled.Count.ShouldBe(1);
    }
}

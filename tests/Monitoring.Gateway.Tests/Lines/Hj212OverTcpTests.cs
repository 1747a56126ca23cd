using System.Text;
using Monitoring.Contracts;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

public sealed class Hj212OverTcpTests
{
    [Fact]
    public async Task An_upload_is_answered_with_its_own_QN_and_its_readings_are_in_the_spool()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send(Frames.Upload(Frames.Qn(1)));

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        var telemetry = gateway.Spooled.ShouldHaveSingleItem();
        telemetry.Mn.ShouldBe(RunningGateway.Mn);
        telemetry.StationKind.ShouldBe(StationKind.Water);
        telemetry.SentAt.ShouldBe(new DateTimeOffset(2026, 11, 21, 7, 55, 0, 1, ChinaTime.Offset));
        telemetry.ReceivedAt.ShouldBe(RunningGateway.Start);
        var reading = telemetry.Readings.ShouldHaveSingleItem();
        reading.Key.ShouldBe(new ReadingKey(ParameterCode.Parse("w01009"), ReadingKind.Instant, new DateTimeOffset(2026, 11, 21, 7, 55, 0, ChinaTime.Offset), TimeSpan.Zero, ReadingSource.Automatic));
        (reading.Text, reading.Flag, reading.Unit).ShouldBe(("6.90", "N", "mg/L"));
    }

    [Fact]
    public async Task No_answer_leaves_before_the_commit()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        gateway.Gate.Close();
        await device.Send(Frames.Upload(Frames.Qn(1)));
        await Eventually.True(() => gateway.Gate.Waiting == 1);

        device.Stream.DataAvailable.ShouldBeFalse();
        var answer = device.Answer();
        gateway.Spooled.ShouldBeEmpty();
        answer.IsCompleted.ShouldBeFalse();

        gateway.Gate.Open();
        (await answer).ShouldBe(Frames.Answer(Frames.Qn(1)));
        gateway.Spooled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_device_says_while_it_registers_itself_keeps_its_order_in_the_spool()
    {
        const string Mn = "A500101_0002";
        const int Count = 200;
        await using var gateway = await RunningGateway.Begin(("Devices:AutoRegister", "true"));
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send([.. Enumerable.Range(1, Count).SelectMany(n => Frames.Upload(Frames.Qn(n), mn: Mn))]);
        for (var n = 1; n <= Count; n++)
        {
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(n), mn: Mn));
        }

        gateway.Spooled.Select(t => t.SentAt.Millisecond).ShouldBe(Enumerable.Range(1, Count));
    }

    [Fact]
    public async Task The_socket_is_read_on_while_a_commit_is_under_way_and_answers_keep_their_order()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        gateway.Gate.Close();
        await device.Send([.. Enumerable.Range(1, 40).SelectMany(n => Frames.Upload(Frames.Qn(n)))]);
        await Eventually.True(() => gateway.Gate.Waiting == 40, "all forty wait for their commit together");

        gateway.Gate.Open();

        for (var n = 1; n <= 40; n++)
        {
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(n)));
        }
    }

    [Fact]
    public async Task No_more_messages_of_one_connection_are_under_way_than_the_bound()
    {
        await using var gateway = await RunningGateway.Begin(("Gateway:Lines:MaxInFlight", "4"));
        await using var greedy = await DeviceLink.To(gateway.Hj212);
        await using var other = await DeviceLink.To(gateway.Hj212);
        gateway.Gate.Close();
        await greedy.Send([.. Enumerable.Range(1, 40).SelectMany(n => Frames.Upload(Frames.Qn(n)))]);
        // Four queued, one whose answer is awaited, one that waits for a place in the queue.
        await Eventually.True(() => gateway.Gate.Waiting == 6);
        await other.Send(Frames.Upload(Frames.Qn(100)));
        await Eventually.True(() => gateway.Gate.Waiting == 7, "another connection is not held up");
        gateway.Gate.Waiting.ShouldBe(7);

        gateway.Gate.Open();
        (await other.Answer()).ShouldBe(Frames.Answer(Frames.Qn(100)));
        for (var n = 1; n <= 40; n++)
        {
            (await greedy.Answer()).ShouldBe(Frames.Answer(Frames.Qn(n)));
        }
    }

    [Fact]
    public async Task A_repeat_is_answered_again_and_spooled_once()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        for (var i = 0; i < 3; i++)
        {
            await device.Send(Frames.Upload(Frames.Qn(1)));
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        }

        gateway.Spool.LastSequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_that_overtakes_its_commit_is_spooled_once_too()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        gateway.Gate.Close();
        await device.Send([.. Frames.Upload(Frames.Qn(1)), .. Frames.Upload(Frames.Qn(1)), .. Frames.Upload(Frames.Qn(2))]);
        await Eventually.True(() => gateway.Gate.Waiting == 2);

        gateway.Gate.Open();

        foreach (var n in new[] { 1, 1, 2 })
        {
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(n)));
        }

        gateway.Spool.LastSequence.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_QN_with_another_value_is_a_correction_and_not_a_repeat()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        foreach (var value in new[] { "6.90", "6.91" })
        {
            await device.Send(Frames.Upload(Frames.Qn(1), $"{Frames.DataTime};w01009-Rtd={value}"));
            await device.Answer();
        }

        gateway.Spooled.Select(t => t.Readings[0].Text).ShouldBe(["6.90", "6.91"]);
    }

    [Fact]
    public async Task An_upload_without_QN_is_never_taken_for_a_repeat()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        var old = Frames.Upload(null!, $"{Frames.DataTime};011-Rtd=20.5");

        await device.Send([.. old, .. old, .. Frames.Upload(Frames.Qn(1))]);
        await Eventually.True(() => gateway.Spool.LastSequence == 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Half_and_sticky_packets_give_the_same_answers(int size)
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        byte[] stream = [.. Enumerable.Range(1, 3).SelectMany(n => Frames.Upload(Frames.Qn(n)))];

        foreach (var piece in stream.Chunk(size))
        {
            await device.Send(piece);
        }

        for (var n = 1; n <= 3; n++)
        {
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(n)));
        }
    }

    [Fact]
    public async Task Many_stations_speak_on_one_socket_each_under_its_own_MN()
    {
        await using var gateway = await RunningGateway.Begin();
        string[] stations = [.. Enumerable.Range(1, 20).Select(n => $"A500101_1{n:D3}")];
        foreach (var mn in stations)
        {
            await gateway.Register(mn);
        }

        await using var forwarder = await DeviceLink.To(gateway.Hj212);
        await forwarder.Send([.. stations.SelectMany(mn => Frames.Upload(Frames.Qn(1), mn: mn))]);

        foreach (var mn in stations)
        {
            (await forwarder.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1), mn: mn));
        }

        gateway.Spooled.Select(t => t.Station.Value).ShouldBe(stations);
    }

    [Fact]
    public async Task A_device_that_closes_its_sending_half_at_once_still_gets_its_answer()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        gateway.Gate.Close();
        await device.Send(Frames.Upload(Frames.Qn(1)));
        device.Finish();
        await Eventually.True(() => gateway.Gate.Waiting == 1);

        gateway.Gate.Open();

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
    }

    [Theory]
    [InlineData(1013, 5, 9013)]
    [InlineData(9015, 5, 9014)]
    [InlineData(9021, 5, 9014)]
    [InlineData(2081, 5, 9014)]
    public async Task A_message_without_values_is_answered_and_shows_that_its_device_lives(int cn, byte flag, int answer)
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send(Frames.Upload(Frames.Qn(1), "", cn: cn, flag: flag));

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1), answer));
        var telemetry = gateway.Spooled.ShouldHaveSingleItem();
        telemetry.Command.ShouldBe(cn.ToString());
        telemetry.Readings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2011, 4)]
    [InlineData(9011, 5)]
    [InlineData(9014, 5)]
    public async Task A_message_that_wants_no_answer_and_an_answer_get_none(int cn, byte flag)
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send([.. Frames.Upload(Frames.Qn(1), cn: cn, flag: flag), .. Frames.Upload(Frames.Qn(2))]);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2)));
        gateway.Spool.LastSequence.ShouldBe(2);
    }

    [Fact]
    public async Task A_frame_with_a_wrong_length_is_answered_although_no_further_byte_comes()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        var frame = Frames.Upload(Frames.Qn(1));
        Encoding.ASCII.GetBytes("0999").CopyTo(frame, 2);
        await device.Send(frame);

        var answer = device.Answer();
        await Eventually.True(() =>
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(1));
            return answer.IsCompleted;
        });

        (await answer).ShouldBe(Frames.Answer(Frames.Qn(1)));
    }
}

using System.Text;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>What no device should send: others are served on, and the reason can be read.</summary>
public sealed class GarbageOverTcpTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public async Task Ten_megabytes_of_noise_become_a_few_entries_and_the_next_frame_is_answered(int kind)
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        var noise = new byte[10_000_000];
        if (kind == 7)
        {
            noise.AsSpan().Fill((byte)'7');
        }
        else
        {
            new Random(20261122).NextBytes(noise);
        }

        await device.Send(noise);
        await device.Send([.. "\r\n"u8, .. Frames.Upload(Frames.Qn(1))]);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        await device.DisposeAsync();
        await Eventually.True(() => gateway.Quarantine.List(null, 200).Sum(m => m.TotalBytes) >= noise.Length, "every byte is counted");
        var kept = gateway.Quarantine.List(null, 200);
        kept.Count.ShouldBeLessThan(40);
        kept.Sum(m => (long)m.Bytes.Length).ShouldBeLessThan(200_000);
        gateway.Quarantined("noise").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Noise_on_one_connection_leaves_others_alone()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var noisy = await DeviceLink.To(gateway.Hj212);
        await using var device = await DeviceLink.To(gateway.Hj212);
        var noise = new byte[10_000_000];
        new Random(20261122).NextBytes(noise);
        var flood = noisy.Send(noise);

        for (var n = 1; n <= 50; n++)
        {
            await device.Send(Frames.Upload(Frames.Qn(n)));
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(n)));
        }

        await Eventually.Ends(flood);
    }

    [Fact]
    public async Task A_wrong_password_is_answered_9011_with_3_and_quarantined_with_its_bytes()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        var frame = Frames.Upload(Frames.Qn(1), pw: "wrong!");

        await device.Send(frame);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1), 9011, "QnRtn=3", pw: "wrong!"));
        var kept = await gateway.QuarantinedOne("wrong-password");
        (kept.Door, kept.Mn, kept.TotalBytes).ShouldBe(("tcp", RunningGateway.Mn, frame.Length));
        kept.Bytes.ShouldBe(frame);
        gateway.Spooled.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_MN_is_answered_9011_with_4_and_can_be_taken_once_it_is_registered()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        var frame = Frames.Upload(Frames.Qn(1), mn: "A500101_0002");
        await device.Send(frame);
        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1), 9011, "QnRtn=4", mn: "A500101_0002"));
        (await gateway.QuarantinedOne("unknown-mn")).Mn.ShouldBe("A500101_0002");

        await gateway.Register("A500101_0002");
        await device.Send(frame);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1), mn: "A500101_0002"));
    }

    [Fact]
    public async Task With_AutoRegister_an_unknown_MN_is_taken_at_once()
    {
        await using var gateway = await RunningGateway.Begin(("Devices:AutoRegister", "true"));
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send(Frames.Upload(Frames.Qn(1), mn: "A500101_0002"));

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1), mn: "A500101_0002"));
    }

    [Fact]
    public async Task A_frame_without_its_number_registers_nobody()
    {
        await using var gateway = await RunningGateway.Begin(("Devices:AutoRegister", "true"));
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send(Frames.Upload(Frames.Qn(1), mn: ""));

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1), cn: 9011, cp: "QnRtn=4", mn: ""));
        (await gateway.QuarantinedOne("unknown-mn")).Mn.ShouldBeNullOrEmpty();
        gateway.Spool.LastSequence.ShouldBe(0);
    }

    [Fact]
    public async Task An_answer_of_2005_without_its_number_is_kept_and_not_answered()
    {
        await using var gateway = await RunningGateway.Begin(("Devices:AutoRegister", "true"));
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send([.. "##0049ST=91;CN=9014;CP=&&QN=20261121080000123;CN=2051&&ACC1\r\n"u8, .. Frames.Upload(Frames.Qn(1))]);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        (await gateway.QuarantinedOne("unknown-mn")).Mn.ShouldBeNullOrEmpty();
        gateway.Spool.LastSequence.ShouldBe(1);
    }

    [Theory]
    [InlineData("20261399080000")]
    [InlineData("00000000000000")]
    [InlineData("19700101000000")]
    [InlineData("20261123080000")]
    [InlineData("99991231235959")]
    public async Task An_impossible_data_time_is_quarantined(string time)
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send([.. Frames.Upload(Frames.Qn(1), $"DataTime={time};w01009-Rtd=6.90", flag: 4), .. Frames.Upload(Frames.Qn(2))]);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2)));
        (await gateway.QuarantinedOne("impossible-time")).Mn.ShouldBe(RunningGateway.Mn);
        gateway.Spool.LastSequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_data_time_within_the_allowed_clock_error_is_taken()
    {
        await using var gateway = await RunningGateway.Begin(("Gateway:Intake:MaxClockAhead", "02:00:00"));
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send(Frames.Upload(Frames.Qn(1), "DataTime=20261121095959;w01009-Rtd=6.90"));
        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        await device.Send(Frames.Upload(Frames.Qn(2), "DataTime=20261121100001;w01009-Rtd=6.90"));
        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2), 9011, "QnRtn=2"));
    }

    [Fact]
    public async Task A_bad_check_is_quarantined_and_not_answered()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        var frame = Frames.Upload(Frames.Qn(1));
        frame[^10] ^= 1;

        await device.Send([.. frame, .. Frames.Upload(Frames.Qn(2))]);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2)));
        (await gateway.QuarantinedOne("crc-mismatch")).Mn.ShouldBe(RunningGateway.Mn);
    }

    [Fact]
    public async Task Texts_that_are_no_numbers_are_kept_as_they_came()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send(Frames.Upload(Frames.Qn(1), $"{Frames.DataTime};w01001-Rtd=NaN;w01009-Rtd=--;w01010-Rtd=,w01010-Flag=B;w01014-Rtd=0.000001234567890"));

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        var readings = gateway.Spooled.ShouldHaveSingleItem().Readings;
        readings.Select(r => (r.Text, r.Flag, r.Value)).ShouldBe([("NaN", "N", null), ("--", "N", null), ("", "B", null), ("0.000001234567890", "N", 0.000001234567890m)]);
    }

    [Fact]
    public async Task A_full_spool_answers_nothing_and_takes_the_repeat_once_there_is_room()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        gateway.Gate.Refusal = new SpoolFullException(1, 1);
        await device.Send([.. Frames.Upload(Frames.Qn(1)), .. Frames.Upload(Frames.Qn(2), pw: "wrong!")]);
        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2), 9011, "QnRtn=3", pw: "wrong!"), "the answer to the first would have come before this");

        gateway.Gate.Refusal = null;
        await device.Send(Frames.Upload(Frames.Qn(1)));

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        gateway.Spool.LastSequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_quarantine_that_cannot_write_holds_up_no_good_frame()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        await gateway.Quarantine.DisposeAsync();

        await device.Send([.. "noise"u8, .. Frames.Upload(Frames.Qn(1), pw: "wrong!"), .. Frames.Upload(Frames.Qn(2))]);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2)), "what lies nowhere is not answered");
    }

    [Fact]
    public async Task A_stream_of_bad_frames_is_gathered_into_a_few_entries()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        var bad = Frames.Upload(Frames.Qn(1));
        bad[^10] ^= 1;

        await device.Send([.. Enumerable.Repeat(bad, 2000).SelectMany(b => b), .. Frames.Upload(Frames.Qn(2))]);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2)));
        await device.DisposeAsync();
        await Eventually.True(() => gateway.Quarantine.List(null, 200).Sum(m => m.TotalBytes) == 2000L * bad.Length, "every byte is counted");
        gateway.Quarantine.List(null, 200).Count.ShouldBeLessThan(40);
    }

    [Fact]
    public async Task A_connection_that_goes_on_being_noisy_gets_fresh_entries_also_when_the_clock_was_set_back()
    {
        await using var gateway = await RunningGateway.Begin(("Gateway:Lines:FaultBurst", "2"));
        await using var device = await DeviceLink.To(gateway.Hj212);
        var bad = Frames.Upload(Frames.Qn(1));
        bad[^10] ^= 1;
        await device.Send([.. Enumerable.Repeat(bad, 5).SelectMany(b => b), .. Frames.Upload(Frames.Qn(2))]);
        await device.Answer();
        gateway.Quarantine.List(null, 10).Count.ShouldBe(2);

        gateway.Clock.MoveTo(gateway.Clock.GetUtcNow().AddHours(-1));
        await device.Send([.. bad, .. Frames.Upload(Frames.Qn(3))]);
        await device.Answer();

        gateway.Quarantine.List(null, 10).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_keep_alive_between_frames_does_no_harm()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send([.. Encoding.ASCII.GetBytes("DTU-REG 0007\r\n"), .. Frames.Upload(Frames.Qn(1)), .. new byte[64], .. "PING"u8, .. Frames.Upload(Frames.Qn(2))]);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2)));
    }
}

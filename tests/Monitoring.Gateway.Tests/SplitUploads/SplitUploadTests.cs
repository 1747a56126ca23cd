using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts;
using Monitoring.Gateway.DataFiles;
using Monitoring.Gateway.SplitUploads;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Gateway.Tests.Lines;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.SplitUploads;

public sealed class SplitUploadTests
{
    private const string Oxygen = $"{Frames.DataTime};w01009-Rtd=6.90,w01009-Flag=N";
    private const string Ph = $"{Frames.DataTime};w01001-Rtd=7.21,w01001-Flag=N";
    private const string Ammonia = $"{Frames.DataTime};w21003-Rtd=0.213,w21003-Flag=T";

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(3, 1, 2)]
    [InlineData(2, 3, 1)]
    public async Task Packets_in_any_order_are_answered_one_by_one_and_become_one_message(params int[] order)
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        string[] contents = [Oxygen, Ph, Ammonia];

        foreach (var number in order)
        {
            gateway.Spooled.ShouldBeEmpty("an upload is sent on when it is whole");
            await device.Send(Frames.Split(Frames.Qn(number), 3, number, contents[number - 1]));
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(number)));
        }

        var whole = gateway.Spooled.ShouldHaveSingleItem();
        Told(whole).ShouldBe("w01009=6.90 N, w01001=7.21 N, w21003=0.213 T");
        whole.SentAt.ShouldBe(new DateTimeOffset(2026, 11, 21, 7, 55, 0, 3, ChinaTime.Offset), "the latest QN is the origin of the whole");
        whole.Readings.ShouldAllBe(r => r.Key.Start == new DateTimeOffset(2026, 11, 21, 7, 55, 0, ChinaTime.Offset));
    }

    [Fact]
    public async Task A_mark_in_another_packet_belongs_to_its_value()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send([.. Frames.Split(Frames.Qn(1), 2, 1, $"{Frames.DataTime};w01009-Rtd=6.90"), .. Frames.Split(Frames.Qn(2), 2, 2, $"{Frames.DataTime};w01009-Flag=D")]);

        await device.Answer();
        await device.Answer();
        Told(gateway.Spooled.ShouldHaveSingleItem()).ShouldBe("w01009=6.90 D");
    }

    [Fact]
    public async Task The_last_packet_is_not_answered_before_the_whole_is_in_the_spool()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        gateway.Gate.Close();
        await device.Send([.. Frames.Split(Frames.Qn(1), 2, 1, Oxygen), .. Frames.Split(Frames.Qn(2), 2, 2, Ph)]);

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        await Eventually.True(() => gateway.Gate.Waiting == 1);
        var answer = device.Answer();
        answer.IsCompleted.ShouldBeFalse();

        gateway.Gate.Open();
        (await answer).ShouldBe(Frames.Answer(Frames.Qn(2)));
    }

    [Fact]
    public async Task An_answered_packet_survives_a_restart_and_is_joined_after_it()
    {
        await using var before = await RunningGateway.Begin();
        await using (var device = await DeviceLink.To(before.Hj212))
        {
            await device.Send(Frames.Split(Frames.Qn(1), 2, 1, Oxygen));
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        }

        await using var after = await before.Again();
        await using var again = await DeviceLink.To(after.Hj212);
        await again.Send(Frames.Split(Frames.Qn(2), 2, 2, Ph));

        (await again.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2)));
        Told(after.Spooled.ShouldHaveSingleItem()).ShouldBe("w01009=6.90 N, w01001=7.21 N");
    }

    [Fact]
    public async Task A_packet_is_in_its_file_before_it_is_answered_and_leaves_it_with_its_upload()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send(Frames.Split(Frames.Qn(1), 2, 1, Oxygen));
        await device.Answer();
        var packets = gateway.Services.GetRequiredService<PacketStore>();
        packets.Waiting.ShouldBe(1);
        using var copies = new TemporaryFolder();
        File.Copy(packets.File.Path, copies["packets.db"]);
        File.Copy(packets.File.Path + "-wal", copies["packets.db-wal"]);

        await device.Send(Frames.Split(Frames.Qn(2), 2, 2, Ph));
        await device.Answer();
        packets.Waiting.ShouldBe(0, "the last one is answered after the file has let go: nobody can join the others again");

        await using var copy = await PacketStore.Open(copies["packets.db"], gateway.Clock);
        copy.Left().ShouldHaveSingleItem().Bytes.ShouldBe(Frames.Split(Frames.Qn(1), 2, 1, Oxygen));
    }

    [Fact]
    public async Task What_never_becomes_whole_is_taken_as_it_is_and_the_quarantine_names_what_is_missing()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send([.. Frames.Split(Frames.Qn(1), 4, 1, Oxygen), .. Frames.Split(Frames.Qn(3), 4, 3, Ammonia)]);
        await device.Answer();
        await device.Answer();

        gateway.Clock.Advance(TimeSpan.FromSeconds(50));
        gateway.Spooled.ShouldBeEmpty();
        gateway.Clock.Advance(TimeSpan.FromSeconds(25));

        var entry = await gateway.QuarantinedOne("incomplete-upload");
        entry.Mn.ShouldBe(RunningGateway.Mn);
        entry.Detail.ShouldBe("of 4 packets 2, 4 never came; the values of the others are stored");
        Told(gateway.Spooled.ShouldHaveSingleItem()).ShouldBe("w01009=6.90 N, w21003=0.213 T");
    }

    [Fact]
    public async Task What_was_possible_when_it_came_is_stored_although_the_clock_was_set_back_since()
    {
        await using var before = await WithAPacketOfNineDaysAhead();
        await using var after = await before.Again();

        after.Clock.Advance(TimeSpan.FromMinutes(2));

        await after.QuarantinedOne("incomplete-upload");
        Told(after.Spooled.ShouldHaveSingleItem()).ShouldBe("w01009=6.90 N");
        after.Spooled[0].ReceivedAt.ShouldBe(RunningGateway.Start.AddDays(10));
    }

    [Fact]
    public async Task An_acknowledged_packet_that_cannot_be_taken_lies_in_the_quarantine()
    {
        await using var before = await WithAPacketOfNineDaysAhead();
        Change(before, "UPDATE packet SET at_ms = 0");
        await using var after = await before.Again();

        after.Clock.Advance(TimeSpan.FromMinutes(2));

        var entry = await after.QuarantinedOne("impossible-time");
        (entry.IsAcknowledged, entry.Mn).ShouldBe((true, RunningGateway.Mn));
        await Eventually.True(() => Waiting(after) == 0);
        after.Spooled.ShouldBeEmpty();
        after.Quarantined("incomplete-upload").ShouldBeEmpty("none of its values is stored");
    }

    [Fact]
    public async Task An_acknowledged_packet_that_cannot_be_read_after_a_restart_lies_in_the_quarantine()
    {
        await using var before = await RunningGateway.Begin();
        await using (var device = await DeviceLink.To(before.Hj212))
        {
            await device.Send(Frames.Split(Frames.Qn(1), 2, 1, Oxygen));
            await device.Answer();
        }

        Change(before, "UPDATE packet SET bytes = x'23233031'");
        await using var after = await before.Again();

        var entry = await after.QuarantinedOne("crc-mismatch");
        (entry.IsAcknowledged, entry.Bytes.Length).ShouldBe((true, 4));
        await Eventually.True(() => Waiting(after) == 0);
    }

    [Fact]
    public async Task Two_uploads_with_one_key_that_a_restart_finds_are_not_mixed_and_both_leave_the_file()
    {
        await using var before = await RunningGateway.Begin();
        await using (var device = await DeviceLink.To(before.Hj212))
        {
            await device.Send(Frames.Split(Frames.Qn(1), 2, 1, Oxygen));
            await device.Answer();
        }

        Change(before, "INSERT INTO packet (upload, at_ms, door, peer, bytes) SELECT upload + 7, at_ms, door, peer, bytes FROM packet");
        await using var after = await before.Again();
        await using var again = await DeviceLink.To(after.Hj212);
        await again.Send(Frames.Split(Frames.Qn(2), 2, 2, Ph));
        await again.Answer();

        Waiting(after).ShouldBe(1);
        after.Clock.Advance(TimeSpan.FromMinutes(2));
        await Eventually.True(() => Waiting(after) == 0);
        after.Spooled.Select(Told).ShouldBe(["w01009=6.90 N, w01001=7.21 N", "w01009=6.90 N"]);
    }

    [Fact]
    public async Task The_arrival_of_the_first_packet_is_the_origin_of_an_upload_that_names_none()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send(Frames.Split("20991121075500001", 2, 1, Oxygen));
        await device.Answer();
        gateway.Clock.Advance(TimeSpan.FromSeconds(30));
        await device.Send(Frames.Split("20991121075500002", 2, 2, Ph));
        await device.Answer();

        gateway.Spooled.ShouldHaveSingleItem().SentAt.ShouldBe(RunningGateway.Start);
    }

    [Fact]
    public async Task A_failure_of_any_kind_leaves_the_upload_open_and_it_is_tried_again()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send(Frames.Split(Frames.Qn(1), 2, 1, Oxygen));
        await device.Answer();
        gateway.Gate.Refusal = new InvalidOperationException("nobody thought of this");
        gateway.Clock.Advance(TimeSpan.FromMinutes(2));
        await Eventually.True(() => gateway.Gate.Refused > 0);

        gateway.Gate.Refusal = null;

        await Eventually.True(() =>
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(15));
            return Waiting(gateway) == 0;
        });
        Told(gateway.Spooled.ShouldHaveSingleItem()).ShouldBe("w01009=6.90 N");
    }

    [Fact]
    public async Task A_repeated_packet_is_answered_again_and_a_late_one_opens_no_trouble_for_the_whole()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        var (first, second) = (Frames.Split(Frames.Qn(1), 2, 1, Oxygen), Frames.Split(Frames.Qn(2), 2, 2, Ph));
        foreach (var (frame, number) in new[] { (first, 1), (first, 1), (second, 2), (first, 1), (second, 2) })
        {
            await device.Send(frame);
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(number)));
        }

        gateway.Clock.Advance(TimeSpan.FromMinutes(5));
        gateway.Spool.LastSequence.ShouldBe(1);
        gateway.Quarantined("incomplete-upload").ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_content_for_a_packet_that_is_here_is_kept_beside_it()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send([
            .. Frames.Split(Frames.Qn(1), 2, 1, Oxygen),
            .. Frames.Split(Frames.Qn(5), 2, 1, $"{Frames.DataTime};w01009-Rtd=6.91,w01009-Flag=N"),
            .. Frames.Split(Frames.Qn(2), 2, 2, Ph)]);
        for (var n = 0; n < 3; n++)
        {
            await device.Answer();
        }

        gateway.Spooled.Select(Told).ShouldBe(["w01009=6.91 N", "w01009=6.90 N, w01001=7.21 N"], ignoreOrder: true);
    }

    [Fact]
    public async Task Uploads_that_differ_in_command_time_or_count_are_never_mixed()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send([
            .. Frames.Split(Frames.Qn(1), 2, 1, Oxygen),
            .. Frames.Split(Frames.Qn(2), 3, 2, Ph),
            .. Frames.Split(Frames.Qn(3), 2, 2, Ph.Replace("2026112107", "2026112106", StringComparison.Ordinal)),
            .. Frames.Split(Frames.Qn(4), 2, 2, $"{Frames.DataTime};w01001-Avg=7.2", cn: 2061)]);
        for (var n = 1; n <= 4; n++)
        {
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(n)));
        }

        gateway.Spooled.ShouldBeEmpty();
        gateway.Clock.Advance(TimeSpan.FromMinutes(2));
        await Eventually.True(() => gateway.Quarantined("incomplete-upload").Count == 4);
        gateway.Spooled.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(2, 3)]
    [InlineData(9999, 1)]
    public async Task A_number_that_makes_no_sense_holds_nothing_back(int count, int number)
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send(Frames.Split(Frames.Qn(1), count, number, Oxygen));

        await device.Answer();
        Told(gateway.Spooled.ShouldHaveSingleItem()).ShouldBe("w01009=6.90 N");
    }

    [Fact]
    public async Task Beyond_the_bound_packets_are_taken_one_by_one()
    {
        await using var gateway = await RunningGateway.Begin(("Gateway:Intake:MaxOpenPackets", "1"));
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send([.. Frames.Split(Frames.Qn(1), 3, 1, Oxygen), .. Frames.Split(Frames.Qn(2), 3, 2, Ph)]);

        await device.Answer();
        await device.Answer();
        Told(gateway.Spooled.ShouldHaveSingleItem()).ShouldBe("w01001=7.21 N");
    }

    [Fact]
    public async Task A_last_packet_that_cannot_be_kept_is_not_answered_and_completes_when_it_comes_again()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send(Frames.Split(Frames.Qn(1), 2, 1, Oxygen));
        await device.Answer();
        gateway.Gate.Refusal = new GatewayException("no space left on device");
        await device.Send([.. Frames.Split(Frames.Qn(2), 2, 2, Ph), .. Frames.Upload(Frames.Qn(9), pw: "wrong")]);
        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(9), 9011, "QnRtn=3", pw: "wrong"), "the packet before it was not answered");

        gateway.Gate.Refusal = null;
        await device.Send(Frames.Split(Frames.Qn(2), 2, 2, Ph));

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2)));
        Told(gateway.Spooled.ShouldHaveSingleItem()).ShouldBe("w01009=6.90 N, w01001=7.21 N");
    }

    [Fact]
    public async Task A_packet_of_a_stranger_is_refused_and_never_joined()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        var frame = Frames.Split(Frames.Qn(1), 2, 1, Oxygen);
        await gateway.Register(RunningGateway.Mn, "another");

        await device.Send(frame);

        (await device.Answer()).ShouldContain("QnRtn=3");
        gateway.Clock.Advance(TimeSpan.FromMinutes(5));
        gateway.Spooled.ShouldBeEmpty();
    }

    private static async Task<RunningGateway> WithAPacketOfNineDaysAhead()
    {
        var gateway = await RunningGateway.Begin();
        gateway.Clock.MoveTo(RunningGateway.Start.AddDays(10));
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send(Frames.Split("20261130075500001", 2, 1, Oxygen.Replace("20261121", "20261130", StringComparison.Ordinal)));
        await device.Answer();
        return gateway;
    }

    private static long Waiting(RunningGateway gateway) => gateway.Services.GetRequiredService<PacketStore>().Waiting;

    private static void Change(RunningGateway gateway, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={gateway.Services.GetRequiredService<PacketStore>().File.Path};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private static string Told(Telemetry telemetry) => string.Join(", ", telemetry.Readings.Select(r => $"{r.Key.Parameter.Value}={r.Text} {r.Flag}"));
}

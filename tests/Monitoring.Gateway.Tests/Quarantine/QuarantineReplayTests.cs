using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Gateway.Tests.Lines;
using Monitoring.Gateway.Tests.Spool;
using Monitoring.Protocols.Hj212;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Quarantine;

public sealed class QuarantineReplayTests : IAsyncLifetime
{
    private RunningGateway gateway = null!;

    private QuarantineReplay Replay => gateway.Services.GetRequiredService<QuarantineReplay>();

    public async ValueTask InitializeAsync() => gateway = await RunningGateway.Begin();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task A_message_of_a_device_that_was_registered_since_goes_in_as_if_it_came_now_and_once()
    {
        var refused = await Refused(Frames.Upload(Frames.Qn(1), mn: "NEW1"), "unknown-mn");
        gateway.Clock.Advance(TimeSpan.FromHours(3));
        await gateway.Register("NEW1");

        var replayed = await One(refused.Id);

        replayed.Replay.ShouldBe(new Replay(RunningGateway.Start.AddHours(3), "li", "stored", ""));
        var telemetry = gateway.Spooled.ShouldHaveSingleItem();
        (telemetry.Mn, telemetry.ReceivedAt).ShouldBe(("NEW1", RunningGateway.Start));
        telemetry.Readings.ShouldHaveSingleItem().Text.ShouldBe("6.90");
        gateway.Quarantine.Find(refused.Id).ShouldNotBeNull().Replay.ShouldBe(replayed.Replay);

        (await One(refused.Id)).Replay.ShouldBe(replayed.Replay);
        gateway.Spooled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_frame_of_another_dialect_goes_in_once_the_dialect_is_set()
    {
        var good = Frames.Upload(Frames.Qn(1));
        var modbus = Hj212Crc.ComputeModbus(good.AsSpan(6, good.Length - 12)).ToString("X4");
        var frame = System.Text.Encoding.ASCII.GetBytes(System.Text.Encoding.ASCII.GetString(good)[..^6] + modbus + "\r\n");
        var refused = await Refused(frame, "crc-mismatch");

        (await One(refused.Id)).Replay!.Outcome.ShouldBe("crc-mismatch");
        await gateway.Register(RunningGateway.Mn, dialect: new DeviceDialect(Hj212CrcDialects.Modbus));

        (await One(refused.Id)).Replay!.Outcome.ShouldBe("stored");
        gateway.Spooled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_data_frame_without_a_reading_is_answered_kept_once_and_not_brought_in_as_nothing()
    {
        await using var device = await DeviceLink.To(gateway.Hj212);
        var frame = Frames.Upload(Frames.Qn(1), $"{Frames.DataTime};w01009-Foo=6.9");
        for (var n = 0; n < 2; n++)
        {
            await device.Send(frame);
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        }

        var kept = gateway.Quarantined("no-reading").ShouldHaveSingleItem();
        (kept.Mn, kept.IsAcknowledged, kept.Bytes.Length).ShouldBe((RunningGateway.Mn, true, frame.Length));
        (await One(kept.Id)).Replay!.Outcome.ShouldBe("no-reading");
        gateway.Spooled.ShouldHaveSingleItem().Readings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_refused_again_changes_its_entry_and_makes_no_other()
    {
        var refused = await Refused(Frames.Upload(Frames.Qn(1), mn: "NEW1"), "unknown-mn");

        var replayed = await One(refused.Id);

        replayed.Replay!.Outcome.ShouldBe("unknown-mn");
        replayed.Replay.Detail.ShouldContain("no device is registered");
        gateway.Quarantine.Status.Rows.ShouldBe(1);
        gateway.Spooled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_the_device_has_sent_again_meanwhile_is_not_stored_twice()
    {
        var frame = Frames.Upload(Frames.Qn(1), mn: "NEW1");
        var refused = await Refused(frame, "unknown-mn");
        await gateway.Register("NEW1");
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send(frame);
        await device.Answer();

        (await One(refused.Id)).Replay!.Outcome.ShouldBe("repeated");

        gateway.Spooled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_time_that_only_a_wrong_clock_of_the_gateway_made_impossible_goes_in()
    {
        gateway.Clock.MoveTo(RunningGateway.Start.AddYears(-10));
        var refused = await Refused(Frames.Upload(Frames.Qn(1)), "impossible-time");
        gateway.Clock.MoveTo(RunningGateway.Start);

        (await One(refused.Id)).Replay!.Outcome.ShouldBe("stored");
    }

    [Fact]
    public async Task A_row_that_the_backend_refused_goes_to_the_spool_under_a_new_sequence_and_frees_its_place()
    {
        await gateway.DisposeAsync();
        gateway = await RunningGateway.Begin(("Quarantine:MaxParkedBytes", "1000"));
        var telemetry = Messages.Numbered(7);
        var row = UplinkWire.Write(telemetry);
        var sequence = await gateway.Spool.Append(telemetry, CancellationToken.None);
        var id = await gateway.Quarantine.Park(new ParkedRow(gateway.Spool.GatewayId, sequence, telemetry.Mn, QuarantineReason.RejectedByBackend, "unknown parameter", row), CancellationToken.None);
        await gateway.Spool.Release(new SequenceRange(sequence, sequence));
        var waiting = new ParkedRow(gateway.Spool.GatewayId, 99, null, QuarantineReason.UnreadableRow, "", new byte[1000]);
        await Should.ThrowAsync<QuarantineFullException>(() => gateway.Quarantine.Park(waiting, CancellationToken.None));

        (await One(id)).Replay!.Outcome.ShouldBe("stored");

        gateway.Spool.All().ShouldHaveSingleItem().Sequence.ShouldBe(sequence + 1);
        UplinkWire.Write(gateway.Spooled.ShouldHaveSingleItem()).ShouldBe(row);
        (gateway.Quarantine.Status.ParkedRows, gateway.Quarantine.Status.ParkedBytes).ShouldBe((0, 0));
        (await One(await gateway.Quarantine.Park(waiting, CancellationToken.None))).Replay!.Outcome.ShouldBe("unreadable-row");
    }

    [Fact]
    public async Task An_acknowledged_publication_goes_in_as_its_authenticated_device()
    {
        var json = System.Text.Encoding.UTF8.GetBytes("""{"time":"2026-11-21T07:55:00+08:00","data":[{"code":"w01009","value":6.90}]}""");
        var id = await gateway.Quarantine.Add(
            new RefusedMessage("mqtt", "10.0.0.1:4000 logger", RunningGateway.Mn, QuarantineReason.BadPayload, "published to the wrong topic", json, json.Length, IsAcknowledged: true), CancellationToken.None);

        var replayed = await One(id!.Value);

        replayed.Replay.ShouldNotBeNull().Outcome.ShouldBe("stored", replayed.Replay.Detail);
        gateway.Spooled.ShouldHaveSingleItem().Mn.ShouldBe(RunningGateway.Mn);
        gateway.Quarantine.Status.AcknowledgedBytes.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_cut_and_a_refused_connection_cannot_go_in()
    {
        var cut = await gateway.Quarantine.Add(new RefusedMessage("tcp", "p", "NEW1", QuarantineReason.UnknownMn, "", [1, 2], 90_000), CancellationToken.None);
        var connect = await gateway.Quarantine.Add(new RefusedMessage("mqtt", "p", "NEW1", QuarantineReason.WrongPassword, "", [0x10, 0], 2), CancellationToken.None);

        foreach (var id in new[] { cut, connect })
        {
            (await One(id!.Value)).Replay!.Outcome.ShouldBe("not-replayable");
        }
    }

    [Fact]
    public async Task Several_go_in_by_reason_and_device_in_the_order_of_their_arrival_run_by_run()
    {
        for (var n = 1; n <= 3; n++)
        {
            await Refused(Frames.Upload(Frames.Qn(n), mn: "NEW1"), "unknown-mn", n);
        }

        await Refused(Frames.Upload(Frames.Qn(4), mn: "NEW2"), "unknown-mn", 4);
        await gateway.Register("NEW1");

        var first = await Some(new ReplayChoice("unknown-mn", "NEW1"), 0, 2);
        var second = await Some(new ReplayChoice("unknown-mn", "NEW1"), first.After!.Value, 2);
        var others = await Some(new ReplayChoice(null, null), 0, 10);

        (first.Replayed.Count, second.Replayed.Count, second.After).ShouldBe((2, 1, null));
        gateway.Spooled.Select(t => t.SentAt).ShouldBeInOrder();
        gateway.Spooled.Count.ShouldBe(3);
        others.Replayed.ShouldHaveSingleItem().Mn.ShouldBe("NEW2");
        (await Some(new ReplayChoice("crc-mismatch", null), 0, 10)).Replayed.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_spool_takes_nothing_a_run_halts_and_the_entry_stays_as_it_was()
    {
        var refused = await Refused(Frames.Upload(Frames.Qn(1), mn: "NEW1"), "unknown-mn");
        await gateway.Register("NEW1");
        gateway.Gate.Refusal = new GatewayException("the disk is full");

        await Should.ThrowAsync<GatewayException>(() => One(refused.Id));
        var run = await Some(new ReplayChoice(null, null), 0, 10);

        (run.IsHalted, run.Replayed.Count).ShouldBe((true, 0));
        gateway.Quarantine.Find(refused.Id)!.Replay.ShouldBeNull();
        gateway.Gate.Refusal = null;
        (await Some(new ReplayChoice(null, null), run.After!.Value, 10)).Replayed.ShouldHaveSingleItem().Replay!.Outcome.ShouldBe("stored");
    }

    [Fact]
    public async Task An_incomplete_upload_does_not_go_in_again_over_what_was_stored_of_it()
    {
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send(Frames.Split(Frames.Qn(1), 2, 1, $"{Frames.DataTime};w01009-Rtd=6.90"));
        await device.Answer();
        gateway.Clock.Advance(TimeSpan.FromMinutes(2));
        var entry = await gateway.QuarantinedOne("incomplete-upload");

        var replay = (await One(entry.Id)).Replay.ShouldNotBeNull();

        (replay.Outcome, replay.Detail).ShouldBe(("not-replayable", "its values are stored"));
        gateway.Spooled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_whose_asker_goes_away_tells_what_is_in_already()
    {
        for (var n = 1; n <= 2; n++)
        {
            await Refused(Frames.Upload(Frames.Qn(n), mn: "NEW1"), "unknown-mn", n);
        }

        await gateway.Register("NEW1");
        using var asker = new CancellationTokenSource();
        gateway.Gate.Close();
        var running = Replay.Some(new ReplayChoice(null, null), 0, 10, "li", asker.Token);
        await Eventually.True(() => gateway.Gate.Waiting == 1);
        await asker.CancelAsync();
        gateway.Gate.Open();

        var run = await running;

        (run.IsHalted, run.Replayed.Count).ShouldBe((true, 1));
        (await Some(new ReplayChoice(null, null), run.After!.Value, 10)).Replayed.ShouldHaveSingleItem().Replay!.Outcome.ShouldBe("stored");
    }

    [Fact]
    public async Task There_is_nothing_to_replay_where_there_is_no_message() =>
        (await Replay.One(17, "li", CancellationToken.None)).ShouldBeNull();

    private async Task<QuarantinedMessage> One(long id) => (await Replay.One(id, "li", CancellationToken.None)).ShouldNotBeNull();

    private Task<ReplayRun> Some(ReplayChoice choice, long after, int limit) => Replay.Some(choice, after, limit, "li", CancellationToken.None);

    private async Task<QuarantinedMessage> Refused(byte[] frame, string reason, int count = 1)
    {
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send(frame);
        await Eventually.True(() => gateway.Quarantined(reason).Count == count, $"{count} lie in the quarantine as {reason}");
        return gateway.Quarantined(reason)[0];
    }
}

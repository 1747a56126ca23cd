using Microsoft.Data.Sqlite;
using Monitoring.Contracts;
using Monitoring.Testing;
using Npgsql;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

public sealed class IngestTests : IAsyncDisposable
{
    private readonly SiloUnderTest silo = new();

    [Fact]
    public async Task The_receipt_names_what_is_durable_and_a_repeat_changes_nothing()
    {
        var messages = new[] { Message.ClassTwo(Noon), Message.ClassTwo(Noon.AddHours(4)), Message.AirHourOf(Noon.AddHours(-1), "20") };
        var first = await silo.Send(messages);
        var commits = silo.FaultyStore.Commits;

        var second = await silo.Send(messages);

        first.Accepted.ShouldBe([new SequenceRange(1, 3)]);
        first.Rejected.ShouldBeEmpty();
        second.Accepted.ShouldBe(first.Accepted);
        silo.FaultyStore.Commits.ShouldBe(commits);
        (await silo.Readings(Message.River, "w01009")).Count.ShouldBe(2);
        (await silo.Readings(Message.River, "w01009")).ShouldAllBe(r => r.Superseded.Count == 0);
    }

    [Fact]
    public async Task The_receipt_comes_after_the_commit()
    {
        var gate = new TaskCompletionSource();
        silo.FaultyStore.Gate = gate.Task;

        var receipt = silo.Send(Message.ClassTwo(Noon));
        await Eventually.True(() => silo.FaultyStore.Commits == 1);

        receipt.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        (await Eventually.Ends(receipt)).Accepted.ShouldBe([new SequenceRange(1, 1)]);
    }

    [Fact]
    public async Task A_message_that_cannot_be_stored_is_rejected_alone_with_its_reason()
    {
        silo.FaultyStore.FailBefore = w => w.Current.Any(r => r.Reading.Text == "666") ? new InvalidOperationException("the devil's number") : null;

        var receipt = await silo.Send(Message.Water(Noon, "w01009=7.0"), Message.Water(Noon.AddHours(1), "w01009=666"), Message.Water(Noon.AddHours(2), "w01009=7.2"), Message.AirHourOf(Noon.AddHours(-1), "20"));

        receipt.Accepted.ShouldBe([new SequenceRange(1, 1), new SequenceRange(3, 4)]);
        var rejected = receipt.Rejected.ShouldHaveSingleItem();
        rejected.Sequence.ShouldBe(2);
        rejected.Reason.ShouldContain("devil");
        (await silo.Readings(Message.River, "w01009")).Select(r => r.Current.Reading.Text).ShouldBe(["7.0", "7.2"]);
        (await silo.Queries.Gateways()).ShouldHaveSingleItem().Gaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_that_nobody_can_read_is_rejected_alone_and_is_no_gap()
    {
        var batch = IngestBatch.OfRows("gw", [new IngestEntry(1, UplinkWire.Write(Message.ClassTwo(Noon))), new IngestEntry(2, new byte[] { 0xFF }), new IngestEntry(3, UplinkWire.Write(Message.ClassTwo(Noon.AddHours(4))))], IngestLane.Live);

        var receipt = await silo.Ingest.Accept(batch, default);

        receipt.Accepted.ShouldBe([new SequenceRange(1, 1), new SequenceRange(3, 3)]);
        var rejected = receipt.Rejected.ShouldHaveSingleItem();
        (rejected.Sequence, rejected.Reason.StartsWith("no telemetry message", StringComparison.Ordinal)).ShouldBe((2, true));
        (await silo.Queries.Gateways()).ShouldHaveSingleItem().Gaps.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task A_message_that_lost_a_race_for_a_key_is_tried_once_more(int races, bool isAccepted)
    {
        silo.FaultyStore.FailBefore = _ => races-- > 0 ? new PostgresException("duplicate key", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation) : null;

        var receipt = await silo.Send(Message.ClassTwo(Noon));

        receipt.Accepted.Count.ShouldBe(isAccepted ? 1 : 0);
        receipt.Rejected.Count.ShouldBe(isAccepted ? 0 : 1);
    }

    [Fact]
    public async Task A_store_that_cannot_write_now_leaves_its_entries_with_the_gateway()
    {
        const int DiskFull = 13;
        silo.FaultyStore.FailBefore = w => w.Station == Message.River ? new SqliteException("database or disk is full", DiskFull) : null;

        var receipt = await silo.Send(Message.ClassTwo(Noon), Message.AirHourOf(Noon.AddHours(-1), "20"));

        receipt.Accepted.ShouldBe([new SequenceRange(2, 2)]);
        receipt.Rejected.ShouldBeEmpty();
        (await silo.Queries.Gateways()).ShouldHaveSingleItem().Gaps.ShouldBe([new SequenceRange(1, 1)]);

        silo.FaultyStore.FailBefore = _ => null;
        (await silo.Send(Message.ClassTwo(Noon), Message.AirHourOf(Noon.AddHours(-1), "20"))).Accepted.ShouldBe([new SequenceRange(1, 2)]);
    }

    [Theory]
    [InlineData('\0')]
    [InlineData('\t')]
    public async Task A_text_that_not_every_store_keeps_is_rejected_with_a_reason(char odd)
    {
        var good = Message.ClassTwo(Noon);
        var refused = good with { Readings = [Message.Reading("w01009=7", ReadingKind.Instant, Noon, TimeSpan.Zero) with { Text = $"7{odd}" }] };

        var receipt = await silo.Send(refused, Message.ClassTwo(Noon.AddHours(4)));

        receipt.Accepted.ShouldBe([new SequenceRange(2, 2)]);
        receipt.Rejected.ShouldHaveSingleItem().Reason.ShouldContain("control character");
    }

    [Fact]
    public async Task Impossible_entries_are_rejected_with_a_reason_and_the_others_taken()
    {
        var good = Message.ClassTwo(Noon);
        var before = good with { Readings = [Message.Reading("w01009=7", ReadingKind.Instant, DateTimeOffset.UnixEpoch.AddSeconds(-1), TimeSpan.Zero)] };
        var beyond = good with { Readings = [Message.Reading("w01009=7", ReadingKind.Instant, DateTimeOffset.MaxValue, TimeSpan.Zero)] };
        var endless = Message.Water(Noon, $"w01009={new string('7', 300)}");
        var nowhere = good with { Station = default };
        var negative = good with { Readings = [Message.Reading("w01009=7", ReadingKind.Mean, Noon, TimeSpan.FromHours(-1))] };

        var receipt = await silo.Send(before, beyond, endless, nowhere, negative, good);

        receipt.Accepted.ShouldBe([new SequenceRange(6, 6)]);
        receipt.Rejected.Select(r => r.Sequence).ShouldBe([1, 2, 3, 4, 5]);
        receipt.Rejected.ShouldAllBe(r => r.Reason.Length > 10);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("")]
    [InlineData("1e400")]
    [InlineData("七")]
    public async Task A_text_that_is_no_number_is_kept_as_it_came_and_spoils_nothing(string text)
    {
        var receipt = await silo.Send(Message.ClassTwo(Noon), Message.Water(Noon.AddHours(1), $"w01009={text}"));

        receipt.Accepted.ShouldBe([new SequenceRange(1, 2)]);
        (await silo.Readings(Message.River, "w01009"))[1].Current.Reading.Text.ShouldBe(text);
        (await silo.Verdict(Message.River))!.Class.ShouldBe(2);
    }

    [Fact]
    public async Task When_full_it_takes_nothing_and_says_how_long_to_wait()
    {
        await using var small = new SiloUnderTest(options: o => o.MaxPendingMessages = 2);
        var gate = new TaskCompletionSource();
        small.FaultyStore.Gate = gate.Task;
        var first = small.Send("gw", 1, Message.ClassTwo(Noon), Message.ClassTwo(Noon.AddHours(4)));

        var refused = await small.Send("gw", 3, Message.ClassTwo(Noon.AddHours(8)));

        refused.RetryAfter.ShouldBe(small.Options.RetryAfter);
        refused.Accepted.ShouldBeEmpty();
        refused.Rejected.ShouldBeEmpty();
        gate.SetResult();
        await Eventually.Ends(first);
        small.Ingest.Pending(IngestLane.Live).ShouldBe(0);
        (await small.Send("gw", 3, Message.ClassTwo(Noon.AddHours(8)))).Accepted.ShouldBe([new SequenceRange(3, 3)]);
    }

    [Fact]
    public async Task Times_finer_than_the_store_keeps_do_not_make_a_repeat_a_correction()
    {
        var message = Message.ClassTwo(Noon.AddTicks(1234)) with { SentAt = Noon.AddTicks(4321), ReceivedAt = Noon.AddTicks(999) };
        await silo.Send(message);
        await silo.Restart();
        var commits = silo.FaultyStore.Commits;

        await silo.Send(message);

        silo.FaultyStore.Commits.ShouldBe(commits);
    }

    [Fact]
    public async Task A_heartbeat_without_values_is_accepted_and_enters_the_station()
    {
        var heartbeat = Message.ClassTwo(Noon) with { StationKind = StationKind.Unknown, Readings = [] };
        (await silo.Send("gw", 1, heartbeat)).Accepted.ShouldBe([new SequenceRange(1, 1)]);
        (await silo.Store.Registry.Find(Message.River)).ShouldNotBeNull().Station.Kind.ShouldBe(StationKind.Unknown);

        // The first message that says what the station watches completes the entry.
        await silo.Send("gw", 2, Message.ClassTwo(Noon));

        (await silo.Store.Registry.Find(Message.River)).ShouldNotBeNull().Station.Kind.ShouldBe(StationKind.Water);
        (await silo.Verdict(Message.River))!.Class.ShouldBe(2);
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();
}

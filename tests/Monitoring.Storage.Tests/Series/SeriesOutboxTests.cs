using Monitoring.Contracts;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Tests.Series;

/// <summary>What the series has still to be told, in every state store.</summary>
public abstract class SeriesOutboxTests(IStorePlace place) : StateStoreTests(place)
{
    private static readonly RegisteredStation A = Sample.Station("A");
    private static readonly RegisteredStation B = Sample.Station("B");

    private static readonly SeriesAnswer Taken = new([]);

    private SeriesPlace here = new("here", "silo");

    private ISeriesOutbox Outbox => Store.Outbox;

    [Fact]
    public async Task Only_a_followed_series_has_changes_and_they_survive_a_restart()
    {
        await Write(A, Sample.Reading("w01009", Sample.Noon, "8.0"));
        (await Outbox.Next(here, 100)).ShouldBeNull();
        await Follow("here");
        await Write(A, Sample.Reading("w01009", Sample.Noon.AddHours(1), "8.1"), Sample.Reading("w01001", Sample.Noon.AddHours(1), "7.0"));

        await Reopen();

        (await Outbox.Backlog()).ShouldBe(new SeriesBacklog(1, Sample.Noon, IsWhole: false, 0, null));
        var work = await Next(100);
        work.Changes.Count.ShouldBe(1, "a message is one change");
        Texts(work).ShouldBe(["7.0", "8.1", "7.0", "8.0", "8.1"], ignoreOrder: true, "the change, and the copy of all there is");
        await Settle(work, [], Sample.Noon);
        (await Next(100)).IsNothing.ShouldBeTrue();
        (await Outbox.Backlog()).ShouldBe(SeriesBacklog.None);
    }

    [Fact]
    public async Task What_changed_again_is_told_as_it_is_now_and_a_change_after_the_look_waits_for_the_next()
    {
        await Follow("here");
        await Settle();
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1", sequence: 1));
        await Write(A, Sample.Reading("w01009", Sample.Noon, "2", sequence: 2));
        var work = await Next(100);
        await Write(A, Sample.Reading("w01009", Sample.Noon, "3", sequence: 3));

        Texts(work).ShouldBe(["2"]);
        await Settle(work, [], Sample.Noon);

        Texts(await Next(100)).ShouldBe(["3"]);
    }

    [Fact]
    public async Task The_copy_goes_on_where_it_was_station_by_station_and_ends()
    {
        await Write(A, [.. Enumerable.Range(0, 10).Select(i => Sample.Reading("w01009", Sample.Noon.AddHours(i), $"A{i}"))]);
        await Write(B, [.. Enumerable.Range(0, 10).Select(i => Sample.Reading("w01009", Sample.Noon.AddHours(i), $"B{i}"))]);
        await Follow("here");

        var told = new List<string>();
        while (await Next(7) is { IsNothing: false } work)
        {
            work.Points.Count.ShouldBeLessThanOrEqualTo(7);
            told.AddRange(Texts(work));
            await Settle(work, [], Sample.Noon);
            await Reopen();
        }

        told.ShouldBe(new[] { "A", "B" }.SelectMany(s => Enumerable.Range(0, 10).Select(i => $"{s}{i}")));
        (await Outbox.Backlog()).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_that_fails_notes_nothing()
    {
        await Follow("here");
        await Settle();
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));
        await Settle();

        await Should.ThrowAsync<Exception>(() => Store.Stations.Commit(new StationWrites(StationId.Parse("nobody")) { Current = [Sample.Reading("w01009", Sample.Noon, "2")] }));

        (await Outbox.Backlog()).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Refused_readings_are_listed_until_they_are_taken_and_offered_again_when_the_series_is_followed_again()
    {
        await Follow("here");
        await Settle();
        await Write(A, Sample.Reading("w01009", Sample.Noon, "bad"), Sample.Reading("w01001", Sample.Noon, "7"));
        var work = await Next(100);
        var bad = work.Points.Single(p => p.Version.Reading.Text == "bad");
        await Settle(work, [new RejectedPoint(bad, "no number")], Sample.Noon.AddMinutes(1));

        (await Outbox.Parked(10)).ShouldBe([new ParkedReading(A.Station.Id, bad.Version.Reading.Key, "no number", Sample.Noon.AddMinutes(1))]);
        (await Outbox.Backlog()).ShouldBe(SeriesBacklog.None with { Parked = 1, Reason = "no number" });

        await Follow("here");
        var again = await Next(100);
        Texts(again).ShouldBe(["bad", "7"], ignoreOrder: true);
        await Settle(again, [], Sample.Noon.AddMinutes(2));
        (await Outbox.Parked(10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_place_begins_anew_and_a_forgotten_one_notes_nothing()
    {
        await Follow("here");
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));
        await Settle();

        await Follow("there");
        Texts(await Next(100)).ShouldBe(["1"]);
        (await Outbox.Forget(here.Holder, Sample.Noon)).ShouldBeTrue();
        await Write(A, Sample.Reading("w01009", Sample.Noon.AddHours(1), "2"));

        (await Outbox.Next(here, 100)).ShouldBeNull();
        (await Outbox.Backlog()).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Its_bound_gives_up_the_changes_and_copies_anew()
    {
        await Follow("here");
        await Settle();
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));
        var work = await Next(100);
        await Settle(work, [new RejectedPoint(work.Points[0], "no number")], Sample.Noon);
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));

        await Outbox.StartAnew(here);

        (await Outbox.Backlog()).ShouldBe(SeriesBacklog.None with { IsWhole = false });
        Texts(await Next(100)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task One_holder_at_a_time_tells_until_it_lets_its_time_run_out()
    {
        var (first, second) = (new SeriesPlace("here", "first"), new SeriesPlace("here", "second"));
        (await Hold(first, 0)).ShouldBe(SeriesHold.NotFollowed);
        await Outbox.Follow("here");

        (await Hold(first, 0)).ShouldBe(SeriesHold.Held);
        (await Hold(second, 4)).ShouldBe(SeriesHold.HeldByAnother);
        (await Hold(first, 4)).ShouldBe(SeriesHold.Held);
        (await Hold(second, 9)).ShouldBe(SeriesHold.Held);
        await Outbox.Release(first);
        (await Hold(first, 10)).ShouldBe(SeriesHold.HeldByAnother, "it was not the first's to give back");
        await Outbox.Release(second);
        (await Hold(first, 10)).ShouldBe(SeriesHold.Held);
    }

    [Fact]
    public async Task Whoever_has_lost_the_right_to_tell_settles_nothing_and_is_given_nothing()
    {
        await Follow("here");
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));
        var (mine, work) = (here, await Next(100));
        (await Hold(new SeriesPlace("here", "other"), minutes: 6)).ShouldBe(SeriesHold.Held);

        (await Outbox.Send(mine, work)).ShouldBeFalse();
        (await Outbox.Settle(mine, work, Taken, Sample.Noon)).ShouldBeFalse();
        await Outbox.StartAnew(mine);

        (await Outbox.Backlog()).Waiting.ShouldBe(1);
        (await Outbox.Next(mine, 100)).ShouldBeNull();
    }

    [Fact]
    public async Task A_place_that_was_followed_since_is_another_series_for_whoever_told_the_one_before()
    {
        await Follow("here");
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));
        var (before, work) = (here, await Next(100));
        await Follow("there", "other");

        (await Outbox.Settle(before, work, Taken, Sample.Noon)).ShouldBeFalse();
        (await Hold(before, 10)).ShouldBe(SeriesHold.NotFollowed);
        Texts(await Next(100)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_series_that_another_tells_is_not_forgotten_until_its_time_has_run_out()
    {
        await Follow("here");
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));

        (await Outbox.Forget("other", Sample.Noon.AddMinutes(4))).ShouldBeFalse();
        (await Outbox.Backlog()).Waiting.ShouldBe(1);

        (await Outbox.Forget("other", Sample.Noon.AddMinutes(5))).ShouldBeTrue();
        (await Outbox.Backlog()).ShouldBe(SeriesBacklog.None);
    }

    [Fact]
    public async Task What_went_out_and_was_never_settled_is_in_doubt_once_something_goes_out_again_also_after_a_restart()
    {
        await Write(A, [.. Enumerable.Range(0, 5).Select(i => Sample.Reading("w01009", Sample.Noon.AddHours(i), $"{i}"))]);
        await Follow("here");
        await Write(B, Sample.Reading("w01009", Sample.Noon, "B"));
        var work = await Next(4);
        Texts(work).ShouldBe(["B", "0", "1", "2"], "a change, and three of the copy");
        await Send(work);

        await Reopen();
        await Outbox.Release(here);
        await Follow("here", "other");
        await Settle();

        var backlog = await Outbox.Backlog();
        (backlog.Doubtful, backlog.AnsweredSince, backlog.Waiting).ShouldBe((4, Sample.Noon, 0));
        await Outbox.TellAgain(here, Sample.Noon, Sample.Noon.AddMinutes(5));
        Texts(await Next(100)).ShouldBe(["B", "0", "1", "2"], ignoreOrder: true);
        await Settle();
        (await Outbox.Backlog()).ShouldBe(SeriesBacklog.None);
    }

    [Fact]
    public async Task A_doubt_waits_for_its_time_after_the_first_answer_and_another_one_begins_it_anew()
    {
        await Follow("here");
        await Settle();
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));
        await Doubt(Sample.Noon);
        await Outbox.TellAgain(here, Sample.Noon.AddMinutes(-1), Sample.Noon.AddMinutes(4));
        (await Outbox.Backlog()).Waiting.ShouldBe(0, "it is too early");

        await Write(A, Sample.Reading("w01009", Sample.Noon, "2", sequence: 2));
        await Doubt(Sample.Noon.AddMinutes(3));

        var backlog = await Outbox.Backlog();
        (backlog.Doubtful, backlog.AnsweredSince).ShouldBe((1, Sample.Noon.AddMinutes(3)));

        async Task Doubt(DateTimeOffset now)
        {
            var work = await Next(100);
            await Send(work);
            (await Outbox.Settle(here, work, Taken with { IsInDoubt = true }, now)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Refused_readings_whose_notes_were_given_up_are_offered_with_everything_else()
    {
        await Follow("here");
        await Write(A, [.. Enumerable.Range(0, 6).Select(i => Sample.Reading("w01009", Sample.Noon.AddHours(i), $"{i}"))]);
        for (var i = 0; await Next(1) is { IsNothing: false } work; i++)
        {
            await Settle(work, [.. work.Points.Select(p => new RejectedPoint(p, "no"))], Sample.Noon.AddMinutes(i));
        }

        await Outbox.GiveUpParked(here, keep: 2);

        (await Outbox.Backlog()).ShouldBe(SeriesBacklog.None with { Parked = 2, Reason = "no", OwesCopy = true });
        (await Outbox.Parked(10)).Select(p => p.Key.Start).ShouldBe([Sample.Noon.AddHours(5), Sample.Noon.AddHours(4)], "the latest");
        await Outbox.Offer();
        (await Outbox.Backlog()).ShouldBe(SeriesBacklog.None with { IsWhole = false });
        Texts(await Next(100)).ShouldBe(Enumerable.Range(0, 6).Select(i => $"{i}"));
    }

    [Fact]
    public async Task An_offer_while_a_part_of_the_copy_is_under_way_begins_the_copy_all_the_same()
    {
        await Write(A, [.. Enumerable.Range(0, 6).Select(i => Sample.Reading("w01009", Sample.Noon.AddHours(i), $"{i}"))]);
        await Follow("here");
        var work = await Next(3);
        await Send(work);
        await Outbox.GiveUpParked(here, keep: 0);

        await Outbox.Offer();
        (await Outbox.Settle(here, work, Taken, Sample.Noon)).ShouldBeTrue();

        Texts(await Next(100)).ShouldBe(Enumerable.Range(0, 6).Select(i => $"{i}"));
    }

    private static IEnumerable<string> Texts(SeriesWork work) => work.Points.Select(p => p.Version.Reading.Text);

    private async Task Follow(string name, string holder = "silo")
    {
        here = new SeriesPlace(name, holder);
        await Outbox.Follow(name);
        (await Hold(here, 0)).ShouldBe(SeriesHold.Held);
    }

    private Task<SeriesHold> Hold(SeriesPlace by, int minutes) => Outbox.Hold(by, Sample.Noon.AddMinutes(minutes), Sample.Noon.AddMinutes(minutes + 5));

    private async Task<SeriesWork> Next(int readings) => (await Outbox.Next(here, readings)).ShouldNotBeNull();

    private async Task Settle(SeriesWork work, IReadOnlyList<RejectedPoint> rejected, DateTimeOffset now)
    {
        await Send(work);
        (await Outbox.Settle(here, work, new SeriesAnswer(rejected), now)).ShouldBeTrue();
    }

    private async Task Send(SeriesWork work) => (await Outbox.Send(here, work)).ShouldBeTrue();

    private Task Write(RegisteredStation station, params StoredReading[] current) => Store.Stations.Commit(Sample.Writes(station, current));

    private async Task Settle()
    {
        while (await Next(1000) is { IsNothing: false } work)
        {
            await Settle(work, [], Sample.Noon);
        }
    }
}

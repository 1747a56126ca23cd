using Monitoring.Contracts;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Tests.Series;

/// <summary>What the series has still to be told, in every state store.</summary>
public abstract class SeriesOutboxTests(IStorePlace place) : StateStoreTests(place)
{
    private static readonly RegisteredStation A = Sample.Station("A");
    private static readonly RegisteredStation B = Sample.Station("B");

    private ISeriesOutbox Outbox => Store.Outbox;

    [Fact]
    public async Task Only_a_followed_series_has_changes_and_they_survive_a_restart()
    {
        await Write(A, Sample.Reading("w01009", Sample.Noon, "8.0"));
        (await Outbox.Next(100)).IsNothing.ShouldBeTrue();
        await Outbox.Follow("here");
        await Write(A, Sample.Reading("w01009", Sample.Noon.AddHours(1), "8.1"), Sample.Reading("w01001", Sample.Noon.AddHours(1), "7.0"));

        await Reopen();

        (await Outbox.Backlog()).ShouldBe(new SeriesBacklog(1, Sample.Noon, IsWhole: false, 0, null));
        var work = await Outbox.Next(100);
        work.Changes.Count.ShouldBe(1, "a message is one change");
        Texts(work).ShouldBe(["7.0", "8.1", "7.0", "8.0", "8.1"], ignoreOrder: true, "the change, and the copy of all there is");
        await Outbox.Settle(work, [], Sample.Noon);
        (await Outbox.Next(100)).IsNothing.ShouldBeTrue();
        (await Outbox.Backlog()).ShouldBe(SeriesBacklog.None);
    }

    [Fact]
    public async Task What_changed_again_is_told_as_it_is_now_and_a_change_after_the_look_waits_for_the_next()
    {
        await Outbox.Follow("here");
        await Settle();
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1", sequence: 1));
        await Write(A, Sample.Reading("w01009", Sample.Noon, "2", sequence: 2));
        var work = await Outbox.Next(100);
        await Write(A, Sample.Reading("w01009", Sample.Noon, "3", sequence: 3));

        Texts(work).ShouldBe(["2"]);
        await Outbox.Settle(work, [], Sample.Noon);

        Texts(await Outbox.Next(100)).ShouldBe(["3"]);
    }

    [Fact]
    public async Task The_copy_goes_on_where_it_was_station_by_station_and_ends()
    {
        await Write(A, [.. Enumerable.Range(0, 10).Select(i => Sample.Reading("w01009", Sample.Noon.AddHours(i), $"A{i}"))]);
        await Write(B, [.. Enumerable.Range(0, 10).Select(i => Sample.Reading("w01009", Sample.Noon.AddHours(i), $"B{i}"))]);
        await Outbox.Follow("here");

        var told = new List<string>();
        while (await Outbox.Next(7) is { IsNothing: false } work)
        {
            work.Points.Count.ShouldBeLessThanOrEqualTo(7);
            told.AddRange(Texts(work));
            await Outbox.Settle(work, [], Sample.Noon);
            await Reopen();
        }

        told.ShouldBe(new[] { "A", "B" }.SelectMany(s => Enumerable.Range(0, 10).Select(i => $"{s}{i}")));
        (await Outbox.Backlog()).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_that_fails_notes_nothing()
    {
        await Outbox.Follow("here");
        await Settle();
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));
        await Settle();

        await Should.ThrowAsync<Exception>(() => Store.Stations.Commit(new StationWrites(StationId.Parse("nobody")) { Current = [Sample.Reading("w01009", Sample.Noon, "2")] }));

        (await Outbox.Backlog()).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Refused_readings_are_listed_until_they_are_taken_and_offered_again_when_the_series_is_followed_again()
    {
        await Outbox.Follow("here");
        await Settle();
        await Write(A, Sample.Reading("w01009", Sample.Noon, "bad"), Sample.Reading("w01001", Sample.Noon, "7"));
        var work = await Outbox.Next(100);
        var bad = work.Points.Single(p => p.Version.Reading.Text == "bad");
        await Outbox.Settle(work, [new RejectedPoint(bad, "no number")], Sample.Noon.AddMinutes(1));

        (await Outbox.Parked(10)).ShouldBe([new ParkedReading(A.Station.Id, bad.Version.Reading.Key, "no number", Sample.Noon.AddMinutes(1))]);
        (await Outbox.Backlog()).ShouldBe(SeriesBacklog.None with { Parked = 1, Reason = "no number" });

        await Outbox.Follow("here");
        var again = await Outbox.Next(100);
        Texts(again).ShouldBe(["bad", "7"], ignoreOrder: true);
        await Outbox.Settle(again, [], Sample.Noon.AddMinutes(2));
        (await Outbox.Parked(10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_place_begins_anew_and_a_forgotten_one_notes_nothing()
    {
        await Outbox.Follow("here");
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));
        await Settle();

        await Outbox.Follow("there");
        Texts(await Outbox.Next(100)).ShouldBe(["1"]);
        await Outbox.Forget();
        await Write(A, Sample.Reading("w01009", Sample.Noon.AddHours(1), "2"));

        (await Outbox.Next(100)).IsNothing.ShouldBeTrue();
    }

    [Fact]
    public async Task Its_bound_gives_up_the_changes_and_copies_anew()
    {
        await Outbox.Follow("here");
        await Settle();
        await Write(A, Sample.Reading("w01009", Sample.Noon, "1"));

        await Outbox.StartAnew();

        (await Outbox.Backlog()).ShouldBe(SeriesBacklog.None with { IsWhole = false });
        Texts(await Outbox.Next(100)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task One_holder_at_a_time_tells_until_it_lets_its_time_run_out()
    {
        (await Outbox.Hold("first", Sample.Noon, Sample.Noon.AddMinutes(5))).ShouldBeFalse("nothing is followed");
        await Outbox.Follow("here");

        (await Outbox.Hold("first", Sample.Noon, Sample.Noon.AddMinutes(5))).ShouldBeTrue();
        (await Outbox.Hold("second", Sample.Noon.AddMinutes(4), Sample.Noon.AddMinutes(9))).ShouldBeFalse();
        (await Outbox.Hold("first", Sample.Noon.AddMinutes(4), Sample.Noon.AddMinutes(9))).ShouldBeTrue();
        (await Outbox.Hold("second", Sample.Noon.AddMinutes(9), Sample.Noon.AddMinutes(14))).ShouldBeTrue();
    }

    private static IEnumerable<string> Texts(SeriesWork work) => work.Points.Select(p => p.Version.Reading.Text);

    private Task Write(RegisteredStation station, params StoredReading[] current) => Store.Stations.Commit(Sample.Writes(station, current));

    private async Task Settle()
    {
        while (await Outbox.Next(1000) is { IsNothing: false } work)
        {
            await Outbox.Settle(work, [], Sample.Noon);
        }
    }
}

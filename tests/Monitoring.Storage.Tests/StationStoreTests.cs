using Monitoring.Contracts;
using Monitoring.Storage.Alerts;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests;

/// <summary>What the owner of a station writes and reads: whole or not at all, and as it was.</summary>
public abstract class StationStoreTests(IStorePlace place) : StateStoreTests(place)
{
    private static readonly RegisteredStation A = Sample.Station("A");

    [Fact]
    public async Task A_step_is_stored_whole_and_comes_back_to_a_new_owner()
    {
        var verdict = Sample.Verdict(A, Sample.Noon, "certificate");
        var aggregate = Sample.Hour("w21003", Sample.Noon, sum: 0.3000m);
        await Store.Stations.Commit(Sample.Writes(A, Sample.Reading("w21003", Sample.Noon, "0.30")) with
        {
            Aggregates = [aggregate],
            Verdicts = [verdict],
            Certificates = [new SupersededCertificate("earlier", VerdictKind.Instant, Sample.Noon, "{}")],
            Watches = [new AlertWatch(AlertKind.SectionAboveTarget, "so far")],
        });

        await Reopen();

        var snapshot = await Store.Stations.Load(A.Station.Id);
        snapshot.Registration!.Station.ShouldBe(A.Station);
        snapshot.Series.ShouldHaveSingleItem().HighWater.ShouldBe(Sample.Noon);
        snapshot.LatestVerdict!.CertificateId.ShouldBe(verdict.CertificateId);
        snapshot.LatestVerdict.Water!.Class.ShouldBe(verdict.Class);
        snapshot.JudgedUpTo.ShouldBe(Sample.Noon);
        snapshot.LastReceivedAt.ShouldBe(Sample.Noon);
        var inputs = await Store.Stations.Load(A.Station.Id, new StepNeeds
        {
            Keys = [Sample.Reading("w21003", Sample.Noon, "").Reading.Key],
            Windows = [new WindowKey(aggregate.Series, AggregateResolution.Hour, Sample.Noon)],
            Instants = [new TimeRange(Sample.Noon, Sample.Noon.AddSeconds(1))],
            Series = [(aggregate.Series, new TimeRange(Sample.Noon, Sample.Noon.AddSeconds(1)))],
            Verdicts = [(VerdictKind.Instant, new TimeRange(Sample.Noon, Sample.Noon.AddSeconds(1)))],
            NextVerdictAfter = Sample.Noon.AddHours(-1),
        });
        inputs.Versions.ShouldHaveSingleItem().Value.Current.Reading.Text.ShouldBe("0.30");
        inputs.Windows.ShouldHaveSingleItem().Value.Sum.ToString().ShouldBe("0.3000", "the digits are kept, the last zeros too");
        inputs.Readings.ShouldHaveSingleItem();
        inputs.Verdicts.ShouldHaveSingleItem();
        inputs.NextVerdict!.Instants.ShouldHaveSingleItem();
        (await Store.Queries.FindSupersededCertificate("earlier")).ShouldBe("{}");
        (await Store.Stations.ListActivity()).ShouldHaveSingleItem().LastReceivedAt.ShouldBe(Sample.Noon);
    }

    [Fact]
    public async Task Each_station_is_as_lively_as_the_latest_arrival_of_its_newest_values()
    {
        var (older, newer) = (Sample.Reading("w01009", Sample.Noon, "8.0"), Sample.Reading("w01001", Sample.Noon.AddDays(-40), "7") with { ReceivedAt = Sample.Noon.AddMinutes(3) });
        await Commit(A, older, newer, Sample.Reading("w01009", Sample.Noon.AddHours(-1), "earlier") with { ReceivedAt = Sample.Noon.AddHours(2) });
        await Commit(Sample.Station("B"));
        await Commit(Sample.Station("C"), older with { ReceivedAt = Sample.Noon.AddMinutes(9) });

        (await Store.Stations.ListActivity()).Select(s => (s.Station.Value, s.LastReceivedAt))
            .ShouldBe([("A", Sample.Noon.AddMinutes(3)), ("B", null), ("C", Sample.Noon.AddMinutes(9))]);
    }

    [Fact]
    public async Task A_write_of_which_one_part_fails_leaves_nothing_of_any()
    {
        await Commit(A, Sample.Reading("w01009", Sample.Noon, "8.0"));
        var alert = new AlertFinding("1", A.Station.Id, AlertKind.SectionAboveTarget, "rule", AlertLevel.Blue, null, null, null, null, Sample.Noon, Sample.Noon, Sample.Noon, null, null);
        var whole = Sample.Writes(A, Sample.Reading("w01009", Sample.Noon.AddHours(4), "8.1")) with
        {
            Aggregates = [Sample.Hour("w01009", Sample.Noon, sum: 1)],
            Verdicts = [Sample.Verdict(A, Sample.Noon, "c")],
            // Two alerts of one cause: the second breaks a rule of the store.
            Alerts = [new AlertChange(alert, []), new AlertChange(alert with { Id = "2" }, [])],
        };

        var error = await Should.ThrowAsync<Exception>(() => Store.Stations.Commit(whole));

        StoreFault.IsOfTheStore(error).ShouldBeFalse();
        (await Store.Queries.Readings(Day(A, "w01009"), null, 10)).Items.ShouldHaveSingleItem().Current.Reading.Text.ShouldBe("8.0");
        (await Store.Queries.Aggregates(Day(A, "w01009"), AggregateResolution.Hour, null, 10)).Items.ShouldBeEmpty();
        (await Store.Queries.LatestVerdicts([A.Station.Id])).ShouldBeEmpty();
        (await Store.Alerts.List(new AlertFilter(), null, 10)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_correction_keeps_both_and_one_that_is_current_again_is_no_correction_any_more()
    {
        var (first, second) = (Sample.Reading("w01009", Sample.Noon, "8.1", sequence: 1), Sample.Reading("w01009", Sample.Noon, "8.3", sequence: 2));
        await Commit(A, first);
        await Store.Stations.Commit(Sample.Writes(A, second) with { Superseded = [first] });
        (await History()).Superseded.ShouldBe([first]);

        await Store.Stations.Commit(Sample.Writes(A, first with { Origin = new ReadingOrigin(Sample.Noon.AddMinutes(9), "gw", 9) }) with { Superseded = [second], Restored = [first] });

        var history = await History();
        history.Current.Reading.Text.ShouldBe("8.1");
        history.Superseded.ShouldBe([second]);

        async Task<ReadingHistory> History() => (await Store.Queries.Readings(Day(A, "w01009"), null, 10)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_same_write_again_changes_nothing()
    {
        var writes = Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.3", sequence: 2)) with
        {
            Superseded = [Sample.Reading("w01009", Sample.Noon, "8.1")],
            Aggregates = [Sample.Hour("w01009", Sample.Noon, sum: 8.3m)],
            Verdicts = [Sample.Verdict(A, Sample.Noon, "c")],
        };
        await Store.Stations.Commit(writes);
        await Store.Stations.Commit(writes);

        (await Store.Queries.Readings(Day(A, "w01009"), null, 10)).Items.ShouldHaveSingleItem().Superseded.ShouldHaveSingleItem();
        (await Store.Queries.Aggregates(Day(A, "w01009"), AggregateResolution.Hour, null, 10)).Items.ShouldHaveSingleItem();
        (await Store.Queries.Verdicts(A.Station.Id, VerdictKind.Instant, Sample.Noon, Sample.Noon.AddDays(1), null, 10)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_one_step_says_twice_is_what_it_said_last()
    {
        await Commit(A, Sample.Reading("w01009", Sample.Noon, "8.1"), Sample.Reading("w01009", Sample.Noon, "8.2", sequence: 2));

        (await Store.Queries.Readings(Day(A, "w01009"), null, 10)).Items.ShouldHaveSingleItem().Current.Reading.Text.ShouldBe("8.2");
    }

    [Fact]
    public async Task Times_that_a_wrong_clock_made_are_kept()
    {
        DateTimeOffset[] times = [new(1999, 12, 31, 0, 0, 0, TimeSpan.Zero), new(1969, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2099, 12, 31, 23, 59, 0, ChinaTime.Offset), new(2150, 1, 1, 0, 0, 0, TimeSpan.Zero)];
        await Commit(A, [.. times.Select(t => Sample.Reading("w01009", t, "8.1"))]);

        var range = new ReadingRange(A.Station.Id, ParameterCode.Parse("w01009"), times.Min(), times.Max().AddDays(1));
        (await Store.Queries.Readings(range, null, 10)).Items.Select(r => r.Current.Reading.Key.Start).ShouldBe(times.Order());
    }

    [Fact]
    public async Task Gaps_in_a_gateways_numbers_are_known_until_they_are_filled()
    {
        await Store.Stations.RecordReceived("gw", [new SequenceRange(3, 5), new SequenceRange(9, 9)]);
        await Store.Stations.RecordReceived("gw", [new SequenceRange(4, 6)]);

        var before = (await Store.Queries.Gateways()).ShouldHaveSingleItem();
        before.Highest.ShouldBe(9);
        before.Gaps.ShouldBe([new SequenceRange(1, 2), new SequenceRange(7, 8)]);

        await Store.Stations.RecordReceived("gw", [new SequenceRange(7, 8), new SequenceRange(1, 2)]);

        (await Store.Queries.Gateways()).ShouldHaveSingleItem().Gaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_write_that_fails_fails_alone_and_numbers_given_beside_it_are_not_remembered()
    {
        var b = Sample.Station("B");
        var poison = Sample.Writes(b, Sample.Reading("w01001", Sample.Noon, "7")) with { NewStation = null };

        var outcomes = new[] { Commit(A, Sample.Reading("w01001", Sample.Noon, "7.1")), Store.Stations.Commit(poison), Commit(A, Sample.Reading("w01009", Sample.Noon, "8.1")) };

        await Should.ThrowAsync<InvalidOperationException>(outcomes[1]);
        await Eventually.Ends(Task.WhenAll(outcomes[0], outcomes[2]));
        (await Store.Queries.Latest(A.Station.Id)).Select(l => l.Reading.Reading.Text).ShouldBe(["7.1", "8.1"]);
    }

    [Fact]
    public async Task Many_stations_share_few_commits()
    {
        var stations = Enumerable.Range(0, 200).Select(i => Sample.Station($"S{i:000}")).ToList();

        await Eventually.Ends(Task.WhenAll(stations.Select(s => Task.Run(() => Commit(s, Sample.Reading("w01001", Sample.Noon, "7"))))));

        var status = await Store.Status();
        status.Writes.ShouldBe(200);
        status.Commits.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Every_commit_is_synced() => (await Store.Status()).SyncsEveryCommit.ShouldBeTrue();

    [Fact]
    public async Task A_closed_store_says_so()
    {
        await Store.DisposeAsync();

        var error = await Should.ThrowAsync<StoreUnavailableException>(() => Store.Stations.RecordReceived("gw", [new SequenceRange(1, 1)]));

        StoreFault.IsOfTheStore(error).ShouldBeTrue();
        await Reopen();
    }
}

using Monitoring.Contracts;

namespace Monitoring.Storage.Tests;

public abstract class ReadingQueryTests(IStorePlace place) : StateStoreTests(place)
{
    private static readonly ParameterCode Oxygen = ParameterCode.Parse("w01009");
    private readonly RegisteredStation station = Sample.Station("CY001");

    [Fact]
    public async Task A_reading_comes_back_with_its_text_unit_origin_and_all_three_times()
    {
        var written = Sample.Reading("w01009", Sample.Noon, "8.10", sequence: 7);
        await Store.Stations.Commit(Sample.Writes(station, written));

        var page = await Store.Queries.Readings(Day(), cursor: null, limit: 10);

        page.Items.ShouldHaveSingleItem().Current.ShouldBe(written);
    }

    [Fact]
    public async Task Corrections_stand_beside_the_current_value_newest_origin_first()
    {
        var current = Sample.Reading("w01009", Sample.Noon, "8.3", sequence: 3);
        await Store.Stations.Commit(Sample.Writes(station, current) with
        {
            Superseded = [Sample.Reading("w01009", Sample.Noon, "8.1", sequence: 1), Sample.Reading("w01009", Sample.Noon, "8.1", sequence: 2, flag: "D")],
        });

        var history = (await Store.Queries.Readings(Day(), cursor: null, limit: 10)).Items.ShouldHaveSingleItem();

        history.Current.Reading.Text.ShouldBe("8.3");
        history.Superseded.Select(s => (s.Reading.Text, s.Reading.Flag)).ShouldBe([("8.1", "D"), ("8.1", "N")]);
    }

    [Fact]
    public async Task Pages_of_readings_hold_each_once_in_time_order_and_nothing_outside_the_range()
    {
        var readings = Enumerable.Range(-3, 30).Select(h => Sample.Reading("w01009", Sample.Noon.AddHours(h), $"{h + 10}")).ToArray();
        await Store.Stations.Commit(Sample.Writes(station, [.. readings, Sample.Reading("w01001", Sample.Noon, "7")]));
        var range = new ReadingRange(station.Station.Id, Oxygen, Sample.Noon, Sample.Noon.AddHours(10));

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Store.Queries.Readings(range, cursor, limit: 4);
            seen.AddRange(page.Items.Select(r => r.Current.Reading.Text));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        seen.ShouldBe(Enumerable.Range(0, 10).Select(h => $"{h + 10}"));
    }

    [Fact]
    public async Task Latest_is_the_newest_value_of_each_parameter_whatever_its_mark()
    {
        await Store.Stations.Commit(Sample.Writes(
            station,
            Sample.Reading("w01009", Sample.Noon.AddHours(-4), "8.1"),
            Sample.Reading("w01009", Sample.Noon, "8.2", flag: "M"),
            Sample.Reading("w01001", Sample.Noon.AddHours(-4), "7.0")));

        var latest = await Store.Queries.Latest(station.Station.Id);

        latest.Select(l => (l.Parameter.Value, l.Reading.Reading.Text, l.Reading.Reading.Flag)).ShouldBe([("w01001", "7.0", "N"), ("w01009", "8.2", "M")]);
    }

    [Fact]
    public async Task Aggregates_are_exact()
    {
        var written = new Aggregate(
            SeriesKey.Of(Sample.Reading("w01009", Sample.Noon, "0").Reading.Key), AggregateResolution.Hour, Sample.Noon, 4, 3, 3,
            0.1m + 0.2m + 0.000000000003m, 0.000000000003m, 0.2m);
        await Store.Stations.Commit(Sample.Writes(station, Sample.Reading("w01009", Sample.Noon, "0.1")) with { Aggregates = [written] });

        var read = (await Store.Queries.Aggregates(Day(), AggregateResolution.Hour, cursor: null, limit: 10)).Items.ShouldHaveSingleItem();

        read.ShouldBe(written);
        read.Sum.ShouldBe(0.300000000003m);
        read.Completeness.ShouldBe(0.75m);
    }

    [Fact]
    public async Task An_unknown_station_has_nothing()
    {
        var nobody = StationId.Parse("nobody");

        (await Store.Queries.Latest(nobody)).ShouldBeEmpty();
        (await Store.Queries.LatestVerdicts([nobody])).ShouldBeEmpty();
        (await Store.Queries.Readings(Day() with { Station = nobody }, cursor: null, limit: 5)).Items.ShouldBeEmpty();
    }

    private ReadingRange Day() => Day(station, Oxygen.Value);
}

using Monitoring.Contracts;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests.Influx;

/// <summary>What InfluxDB 1.6.7 itself says to readings that it does not take, and what it makes of those that it does.</summary>
public sealed class InfluxServerTests(RunningInflux influx)
{
    private static readonly StationId Station = StationId.Parse("CQ001");
    private static readonly ParameterCode Oxygen = ParameterCode.Parse("w01009");

    [Fact]
    public async Task A_time_that_it_cannot_hold_is_refused_alone_with_its_words()
    {
        var options = await influx.NewDatabase();
        var far = new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var rejected = await Write(options, [Point(Sample.Noon, "8.1"), Point(far, "1"), Point(Sample.Noon.AddHours(1), "8.2"), Point(far.AddDays(1), "2")]);

        rejected.Select(r => r.Point.Version.Reading.Text).ShouldBe(["1", "2"], ignoreOrder: true);
        rejected.ShouldAllBe(r => r.Reason.Contains("time outside range", StringComparison.Ordinal));
        (await Texts(options)).ShouldBe(["8.1", "8.2"]);
    }

    [Fact]
    public async Task A_field_that_another_program_gave_another_type_refuses_the_readings_of_its_week_alone()
    {
        var options = await influx.NewDatabase();
        await (await influx.Server).Write(options.Database, $"reading,station=elsewhere unit=5 {Sample.Noon.ToUnixTimeMilliseconds()}");

        var rejected = await Write(options, [.. Enumerable.Range(0, 10).Select(i => Point(Sample.Noon.AddDays(30 * i), $"{i}"))]);

        rejected.ShouldHaveSingleItem().Reason.ShouldContain("field type conflict");
        rejected[0].Point.Version.Reading.Text.ShouldBe("0");
        (await Texts(options)).ShouldBe(Enumerable.Range(1, 9).Select(i => $"{i}"));
    }

    [Fact]
    public async Task What_its_retention_rule_would_drop_is_not_parked()
    {
        var options = await influx.NewDatabase();
        await (await influx.Server).Query($"CREATE RETENTION POLICY \"short\" ON \"{options.Database}\" DURATION 1d REPLICATION 1");
        options.RetentionPolicy = "short";
        var today = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

        (await Write(options, [Point(Sample.Noon.AddYears(-1), "old"), Point(today, "new")])).ShouldBeEmpty();

        (await Texts(options, today.AddDays(-1), today.AddDays(1))).ShouldBe(["new"]);
    }

    [Fact]
    public async Task A_correction_takes_the_place_of_the_value_before_also_when_it_is_no_number()
    {
        var options = await influx.NewDatabase();
        await Write(options, [Point(Sample.Noon, "8.1", 1)]);
        await Write(options, [Point(Sample.Noon, "--", 2)]);

        (await Texts(options)).ShouldBe(["--"]);
        (await (await influx.Server).Query("SELECT count(\"text\") FROM \"reading\"", options.Database)).ShouldContain("[[0,1]]");
        (await (await influx.Server).Query("SELECT mean(\"value\") FROM \"reading\" WHERE \"valid\" = true", options.Database)).ShouldNotContain("8.1");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named_when_it_is_written_and_when_it_is_read()
    {
        var options = await influx.NewDatabase();
        options.Database = "nowhere";

        (await Should.ThrowAsync<StoreUnavailableException>(() => Write(options, [Point(Sample.Noon, "1")]))).Message.ShouldContain("nowhere");
        (await Should.ThrowAsync<StoreUnavailableException>(() => Texts(options))).Message.ShouldContain("nowhere");
    }

    [Fact]
    public async Task Texts_of_any_characters_come_back_as_they_were()
    {
        var options = await influx.NewDatabase();
        string[] texts = ["8.10", "-0.00", "1e-7", "0.05L", "a\"b", "c\\", "\\\"", "e,f g=h", "超标", "😀", "'", "#x", ""];

        (await Write(options, [.. texts.Select((t, i) => Point(Sample.Noon.AddMinutes(i), t))])).ShouldBeEmpty();

        (await Texts(options)).ShouldBe(texts);
    }

    [Fact]
    public async Task An_answer_that_the_server_shortens_is_gone_on_with_and_one_that_cannot_be_is_no_answer()
    {
        Assert.SkipUnless(InfluxServer.AbsentReason.Length == 0, InfluxServer.AbsentReason);
        await using var server = await InfluxServer.Start(maxRows: 3);
        var options = new InfluxOptions { Url = server.Url, Database = "short" };
        await server.CreateDatabase(options.Database);
        await Write(options, [.. Enumerable.Range(0, 10).Select(i => Point(Sample.Noon.AddHours(i), $"{i}"))]);

        (await Texts(options)).ShouldBe(Enumerable.Range(0, 10).Select(i => $"{i}"));

        var crowd = Enumerable.Range(1, 5).Select(i => Sample.Reading("w01009", Sample.Noon, $"{i}"))
            .Select((r, i) => new SeriesPoint(Station, r with { Reading = r.Reading with { Key = r.Reading.Key with { Length = TimeSpan.FromHours(i + 1) } } }));
        await Write(options, [.. crowd]);
        (await Should.ThrowAsync<StoreUnavailableException>(() => Texts(options))).Message.ShouldContain("max-row-limit");
    }

    private static SeriesPoint Point(DateTimeOffset start, string text, long sequence = 1) => new(Station, Sample.Reading("w01009", start, text, sequence));

    private static async Task<IReadOnlyList<RejectedPoint>> Write(InfluxOptions options, IReadOnlyCollection<SeriesPoint> points)
    {
        using var store = new InfluxSeriesStore(options, TimeProvider.System);
        return (await store.Write(points, default)).Rejected;
    }

    private static async Task<IEnumerable<string>> Texts(InfluxOptions options, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        using var store = new InfluxSeriesStore(options, TimeProvider.System);
        var page = await store.Readings(new ReadingRange(Station, Oxygen, from ?? Sample.Noon.AddYears(-2), to ?? Sample.Noon.AddYears(2)), cursor: null, limit: 100, default);
        return page.Items.Select(h => h.Current.Reading.Text);
    }
}

using Monitoring.Contracts;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Tests.Series;

/// <summary>What every place of raw readings promises. A server joins by saying how its series is opened.</summary>
public abstract class SeriesStoreTests : IAsyncLifetime
{
    private static readonly StationId Station = StationId.Parse("CY001");
    private static readonly ParameterCode Oxygen = ParameterCode.Parse("w01009");

    private ISeriesStore series = null!;

    /// <summary>False where a series keeps the current version of a key alone.</summary>
    protected virtual bool KeepsSuperseded => true;

    public async ValueTask InitializeAsync() => series = await Open();

    public async ValueTask DisposeAsync()
    {
        await Close();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_reading_comes_back_with_its_text_unit_mark_origin_and_times()
    {
        var written = Sample.Reading("w01009", Sample.Noon, "8.10", sequence: 7, flag: "D");

        await Write(written);

        (await Day()).ShouldHaveSingleItem().Current.ShouldBe(written);
    }

    [Theory]
    [InlineData("8.10")]
    [InlineData("0.0000000001")]
    [InlineData("12345678901234567.5")]
    [InlineData("-3.50")]
    [InlineData("0.05L")]
    [InlineData("")]
    [InlineData("东风, \"=\\ 3")]
    public async Task The_devices_text_is_kept_to_the_last_sign(string text)
    {
        await Write(Sample.Reading("w01009", Sample.Noon, text));

        (await Day()).ShouldHaveSingleItem().Current.Reading.Text.ShouldBe(text);
    }

    [Fact]
    public async Task The_same_again_in_any_order_changes_nothing()
    {
        var readings = Enumerable.Range(0, 10).Select(h => Sample.Reading("w01009", Sample.Noon.AddMinutes(h), $"{h}.0", sequence: h + 1)).ToArray();
        await Write(readings);
        var before = await Day();

        await Write([.. readings.Reverse(), readings[3]]);
        await Write(readings[5]);

        (await Day()).Select(h => h.Current).ShouldBe(before.Select(h => h.Current));
        (await Day()).ShouldAllBe(h => h.Superseded.Count == 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_greatest_origin_is_current_whichever_came_first_and_a_correction_keeps_both(bool isLateFirst)
    {
        var (early, late) = (Sample.Reading("w01009", Sample.Noon, "8.1", sequence: 1), Sample.Reading("w01009", Sample.Noon, "8.3", sequence: 2));

        if (KeepsSuperseded || !isLateFirst)
        {
            await Write(isLateFirst ? late : early);
            await Write(isLateFirst ? early : late);
        }
        else
        {
            // One that keeps no other version is told by one writer, in order; within a write any order goes.
            await Write(late, early);
        }

        var history = (await Day()).ShouldHaveSingleItem();
        history.Current.Reading.Text.ShouldBe("8.3");
        history.Superseded.ShouldBe(KeepsSuperseded ? [early] : []);
    }

    [Fact]
    public async Task Another_mark_or_unit_of_the_same_text_is_a_correction_too()
    {
        var first = Sample.Reading("w01009", Sample.Noon, "8.1", sequence: 1);
        var marked = Sample.Reading("w01009", Sample.Noon, "8.1", sequence: 2, flag: "D");
        var converted = marked with { Reading = marked.Reading with { Unit = "µg/L" }, Origin = marked.Origin with { Sequence = 3 } };

        await Write(first, marked, converted);

        var history = (await Day()).ShouldHaveSingleItem();
        history.Current.ShouldBe(converted);
        history.Superseded.ShouldBe(KeepsSuperseded ? [marked, first] : []);
    }

    [Fact]
    public async Task Instants_means_and_hand_samples_of_one_time_stand_beside_each_other()
    {
        var instant = Sample.Reading("w01009", Sample.Noon, "8.1");
        var mean = With(instant, k => k with { Kind = ReadingKind.Mean, Length = TimeSpan.FromHours(1) }, "8.2");
        var hand = With(instant, k => k with { Source = ReadingSource.Hand }, "8.3");
        var maximum = With(instant, k => k with { Kind = ReadingKind.Max, Length = TimeSpan.FromHours(1) }, "9.9");

        await Write(instant, mean, hand, maximum);

        (await Day()).Select(h => h.Current.Reading.Text).ShouldBe(["8.1", "8.2", "8.3"], ignoreOrder: true);
        (await Read(Range() with { Kind = ReadingKind.Max })).ShouldHaveSingleItem().Current.ShouldBe(maximum);
        (await Read(Range() with { Kind = ReadingKind.Mean })).ShouldHaveSingleItem().Current.ShouldBe(mean);
    }

    [Fact]
    public async Task A_range_holds_its_beginning_not_its_end_and_nothing_of_others()
    {
        await Write([.. Enumerable.Range(-3, 30).Select(h => Sample.Reading("w01009", Sample.Noon.AddHours(h), $"{h + 10}")), Sample.Reading("w01001", Sample.Noon, "7")]);
        await Write(StationId.Parse("CY002"), Sample.Reading("w01009", Sample.Noon, "999"));

        (await Read(Range() with { From = Sample.Noon, To = Sample.Noon.AddHours(10) })).Select(h => h.Current.Reading.Text)
            .ShouldBe(Enumerable.Range(0, 10).Select(h => $"{h + 10}"));
        (await Read(Range() with { Station = StationId.Parse("nobody") })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(100)]
    public async Task Pages_hold_every_reading_once_in_time_order_also_while_rows_arrive(int limit)
    {
        var first = Enumerable.Range(0, 10).Select(h => Sample.Reading("w01009", Sample.Noon.AddHours(2 * h), $"{2 * h}")).ToArray();
        await Write(first);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await series.Readings(Range(), cursor, limit);
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(page.Items.Select(h => h.Current.Reading.Text));
            cursor = page.Cursor;
            // Before everything that was read: the next page does not begin anew, and does not skip one either.
            await Write(Sample.Reading("w01009", Sample.Noon.AddHours(-1), "-1"));
        }
        while (cursor is not null);

        seen.ShouldBe(first.Select(r => r.Reading.Text));
    }

    [Fact]
    public async Task Months_and_years_lie_in_one_series()
    {
        var readings = Enumerable.Range(0, 15).Select(m => Sample.Reading("w01009", Sample.Noon.AddMonths(-m), $"{m}")).ToArray();
        await Write(readings);

        (await Read(Range() with { From = Sample.Noon.AddYears(-2) })).Select(h => h.Current.Reading.Text).ShouldBe(readings.Reverse().Select(r => r.Reading.Text));
    }

    /// <summary>A series without a reading; called once a test.</summary>
    protected abstract Task<ISeriesStore> Open();

    protected abstract ValueTask Close();

    private static StoredReading With(StoredReading reading, Func<ReadingKey, ReadingKey> key, string text) =>
        reading with { Reading = reading.Reading with { Key = key(reading.Reading.Key), Text = text } };

    private static ReadingRange Range() => new(Station, Oxygen, Sample.Noon.AddHours(-12), Sample.Noon.AddHours(48));

    private Task<IReadOnlyList<ReadingHistory>> Day() => Read(Range());

    private async Task<IReadOnlyList<ReadingHistory>> Read(ReadingRange range) => (await series.Readings(range, cursor: null, limit: 1000)).Items;

    private Task Write(params StoredReading[] versions) => Write(Station, versions);

    private async Task Write(StationId station, params StoredReading[] versions) =>
        (await series.Write([.. versions.Select(v => new SeriesPoint(station, v))])).Rejected.ShouldBeEmpty();
}

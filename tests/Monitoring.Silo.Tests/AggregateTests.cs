using Monitoring.Contracts;
using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Tests;

public sealed class AggregateTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Midnight = new(2026, 8, 21, 0, 0, 0, ChinaTime.Offset);
    private readonly SiloUnderTest silo = new();

    [Fact]
    public async Task A_day_of_a_four_hourly_analyser_expects_six_values_and_an_hour_one_or_none()
    {
        await silo.Send(Message.Water(Midnight.AddHours(8), "w21003=0.3"), Message.Water(Midnight.AddHours(12), "w21003=0.5"), Message.Water(Midnight.AddHours(13), "w21003=0.4"));

        var day = (await silo.Aggregates(Message.River, "w21003", AggregateResolution.Day)).ShouldHaveSingleItem();
        day.Start.ShouldBe(Midnight);
        (day.Expected, day.Received, day.Valid, day.Sum, day.Min, day.Max).ShouldBe((6, 3, 3, 1.2m, 0.3m, 0.5m));
        day.Mean.ShouldBe(0.4m);
        day.Completeness.ShouldBe(0.5m);
        (await silo.Aggregates(Message.River, "w21003", AggregateResolution.Hour)).Select(h => h.Expected).ShouldBe([1, 1, 0]);
    }

    [Fact]
    public async Task Only_numbers_under_a_valid_mark_count_and_half_of_a_detection_limit_does()
    {
        await silo.Send(
            Message.Water(Midnight, "w21003=0.02L"), Message.Water(Midnight.AddHours(4), "w21003=--"), Message.Water(Midnight.AddHours(8), "w21003=9/D"), Message.Water(Midnight.AddHours(12), "w21003=0.05/S"));

        var day = (await silo.Aggregates(Message.River, "w21003", AggregateResolution.Day)).ShouldHaveSingleItem();

        (day.Received, day.Valid, day.Sum).ShouldBe((4, 2, 0.06m));
    }

    [Fact]
    public async Task A_concentration_below_zero_is_received_and_does_not_count_but_frost_does()
    {
        await silo.Send(
            Message.Water(Midnight, "w21003=0.3"), Message.Water(Midnight.AddHours(4), "w21003=-1"),
            Message.AirInstants(Midnight, "a01001=-3.5", "a34004=-0.1"));

        var ammonia = (await silo.Aggregates(Message.River, "w21003", AggregateResolution.Day)).ShouldHaveSingleItem();
        (ammonia.Received, ammonia.Valid, ammonia.Sum, ammonia.Min).ShouldBe((2, 1, 0.3m, 0.3m));
        (await silo.Aggregates(Message.City, "a34004", AggregateResolution.Hour)).ShouldHaveSingleItem().Valid.ShouldBe(0);
        (await silo.Aggregates(Message.City, "a01001", AggregateResolution.Hour)).ShouldHaveSingleItem().Min.ShouldBe(-3.5m);
    }

    [Fact]
    public async Task A_correction_of_the_unit_alone_takes_the_value_out_and_keeps_what_was_said_before()
    {
        var right = Message.Water(Midnight, "w21003=0.3");
        var wrong = right with { SentAt = right.SentAt.AddMinutes(5), Readings = [right.Readings[0] with { Unit = "µg/L" }] };
        await silo.Send("gw", 1, right);
        await silo.Send("gw", 2, wrong);

        (await silo.Aggregates(Message.River, "w21003", AggregateResolution.Day)).ShouldHaveSingleItem().Valid.ShouldBe(0);
        var history = (await silo.Readings(Message.River, "w21003")).ShouldHaveSingleItem();
        history.Current.Reading.Unit.ShouldBe("µg/L");
        history.Superseded.ShouldHaveSingleItem().Reading.Unit.ShouldBe("");

        // And back again: both stay known, each once.
        await silo.Send("gw", 3, right with { SentAt = right.SentAt.AddMinutes(10) });
        history = (await silo.Readings(Message.River, "w21003")).ShouldHaveSingleItem();
        history.Current.Reading.Unit.ShouldBe("");
        history.Superseded.ShouldHaveSingleItem().Reading.Unit.ShouldBe("µg/L");
    }

    [Theory]
    [InlineData("7e28")]
    [InlineData("-7e28")]
    [InlineData("0.00000000000000000000001")]
    public async Task A_number_that_would_spoil_an_exact_sum_is_received_and_does_not_count(string text)
    {
        await silo.Send(Message.Water(Midnight, "w21003=0.3"), Message.Water(Midnight.AddHours(4), $"w21003={text}"));

        var day = (await silo.Aggregates(Message.River, "w21003", AggregateResolution.Day)).ShouldHaveSingleItem();

        (day.Received, day.Valid, day.Sum).ShouldBe((2, 1, 0.3m));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_correction_makes_the_window_as_if_it_had_come_first_in_either_order(bool inOrder)
    {
        var wrong = Message.Water(Midnight.AddHours(4), "w21003=9.9");
        var right = Message.Water(Midnight.AddHours(4), "w21003=0.4") with { SentAt = wrong.SentAt.AddMinutes(5) };
        await silo.Send("gw", 1, Message.Water(Midnight, "w21003=0.3"), inOrder ? wrong : right);
        await silo.Send("gw", 3, inOrder ? right : wrong);

        var day = (await silo.Aggregates(Message.River, "w21003", AggregateResolution.Day)).ShouldHaveSingleItem();
        (day.Received, day.Valid, day.Sum, day.Min, day.Max).ShouldBe((2, 2, 0.7m, 0.3m, 0.4m));
        var history = (await silo.Readings(Message.River, "w21003"))[1];
        history.Current.Reading.Text.ShouldBe("0.4");
        history.Superseded.ShouldHaveSingleItem().Reading.Text.ShouldBe("9.9");
    }

    [Fact]
    public async Task A_value_withdrawn_by_its_mark_no_longer_counts()
    {
        var good = Message.Water(Midnight, "w21003=0.3");
        await silo.Send("gw", 1, good);
        await silo.Send("gw", 2, Message.Water(Midnight, "w21003=0.3/D") with { SentAt = good.SentAt.AddMinutes(5) });

        var day = (await silo.Aggregates(Message.River, "w21003", AggregateResolution.Day)).ShouldHaveSingleItem();

        (day.Received, day.Valid, day.Sum, day.Min).ShouldBe((1, 0, 0m, null));
    }

    [Fact]
    public async Task Days_and_months_end_at_midnight_in_Beijing()
    {
        var newYear = new DateTimeOffset(2026, 9, 1, 0, 0, 0, ChinaTime.Offset);
        await silo.Send(
            Message.Water(newYear.AddMilliseconds(-1), "w21003=1"), Message.Water(newYear, "w21003=2"), Message.Water(newYear.AddHours(8).AddMilliseconds(-1), "w21003=4"), Message.Water(newYear.AddHours(8), "w21003=8"));

        var days = await silo.Aggregates(Message.River, "w21003", AggregateResolution.Day);

        days.Select(d => (ChinaTime.DayOf(d.Start), d.Sum)).ShouldBe([(new DateOnly(2026, 8, 31), 1m), (new DateOnly(2026, 9, 1), 14m)]);
    }

    [Fact]
    public async Task Hours_stated_by_start_by_end_or_as_instants_make_the_same_day()
    {
        // A source that labels by the end was read by its gateway into the same intervals: its 24:00 is the hour from 23:00.
        var byStart = Enumerable.Range(0, 24).Select(h => Message.AirHourOf(Midnight.AddHours(h), $"{h + 1}"));
        var byEnd = Enumerable.Range(1, 24).Select(h => Message.AirHourOf(Midnight.AddHours(h) - TimeSpan.FromHours(1), $"{h}") with { Station = StationId.Parse("END") });
        var instants = Enumerable.Range(0, 24).Select(h => Message.AirInstants(Midnight.AddHours(h), $"a34004={h + 1}") with { Station = StationId.Parse("INST") });
        await silo.Send("gw", 1, [.. byStart, .. byEnd, .. instants]);

        var days = new List<Aggregate>();
        foreach (var station in new[] { Message.City, StationId.Parse("END"), StationId.Parse("INST") })
        {
            days.Add((await silo.Aggregates(station, "a34004", AggregateResolution.Day)).ShouldHaveSingleItem());
        }

        days.ShouldAllBe(d => d.Start == Midnight && d.Expected == 24 && d.Valid == 24 && d.Mean == 12.5m && d.Completeness == 1);
    }

    [Theory]
    [InlineData(60, 0, 1)]
    [InlineData(5, 0, 12)]
    [InlineData(240, 8, 1)]
    [InlineData(240, 9, 0)]
    [InlineData(90, 1, 1)]
    [InlineData(90, 2, 0)]
    [InlineData(0, 0, 0)]
    public void An_hour_expects_the_rhythms_that_start_in_it(int rhythmMinutes, int hour, int expected)
    {
        var series = new SeriesKey(ParameterCode.Parse("w21003"), ReadingKind.Instant, TimeSpan.Zero, ReadingSource.Automatic);

        AggregateWindows.Expected(new WindowKey(series, AggregateResolution.Hour, Midnight.AddHours(hour)), TimeSpan.FromMinutes(rhythmMinutes)).ShouldBe(expected);
    }

    [Fact]
    public void A_mean_longer_than_a_window_is_in_no_such_window()
    {
        var day = new ReadingKey(ParameterCode.Parse("a34004"), ReadingKind.Mean, Midnight, TimeSpan.FromDays(1), ReadingSource.Automatic);

        AggregateWindows.Of(day, AggregateResolution.Hour).ShouldBeNull();
        AggregateWindows.Of(day, AggregateResolution.Day).ShouldNotBeNull();
        AggregateWindows.Of(day with { Kind = ReadingKind.Max }, AggregateResolution.Day).ShouldBeNull();
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();
}

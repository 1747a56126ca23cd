using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Tests.Air;

public class AirHoursTests
{
    private static readonly DateOnly Day = new(2026, 4, 1);
    private static readonly AirStatisticsEdition Edition = EditionCatalogue.Default.AirStatisticsAt(Day)!;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("2026-04-01 08:00", HourLabel.Start, "2026-04-01T08:00")]
    [InlineData("2026-04-01 08:00", HourLabel.End, "2026-04-01T07:00")]
    [InlineData("2026-04-01 08:17", HourLabel.Instant, "2026-04-01T08:00")]
    [InlineData("2026-04-01 24:00", HourLabel.End, "2026-04-01T23:00")]
    [InlineData("2026-04-02 00:00", HourLabel.End, "2026-04-01T23:00")]
    [InlineData("2026-04-01T24:00:00", HourLabel.End, "2026-04-01T23:00")]
    [InlineData("2026-04-01 00:00", HourLabel.Start, "2026-04-01T00:00")]
    [InlineData("2026-04-01T00:00:00+00:00", HourLabel.Start, "2026-04-01T08:00")]
    [InlineData("2026-04-01 08:30", HourLabel.Start, null)]
    [InlineData("2026-04-01 08:30", HourLabel.End, null)]
    [InlineData("2026-04-01 24:00", HourLabel.Start, null)]
    [InlineData("2026-04-01 24:30", HourLabel.End, null)]
    [InlineData("2026-13-01 08:00", HourLabel.Start, null)]
    [InlineData("9999-12-31 24:00", HourLabel.End, null)]
    [InlineData("", HourLabel.End, null)]
    [InlineData(null, HourLabel.Start, null)]
    public void A_label_names_an_hour_by_the_convention_of_its_source(string? label, HourLabel convention, string? start) =>
        (AirHours.StartOf(label, convention)?.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)).ShouldBe(start);

    [Fact]
    public void The_same_day_under_all_three_labels_has_one_index()
    {
        var hours = Enumerable.Range(0, AirHours.OfDay).Select(h => (Start: ChinaTime.StartOf(Day).AddHours(h), Value: 20 + (7 * h % 90))).ToList();
        var byStart = hours.Select(h => Labelled(h.Start, h.Value)).ToList();
        var byEnd = hours.Select(h => h.Start.Hour == 23 ? new LabelledValue("2026-04-01 24:00", Text(h.Value)) : Labelled(h.Start.AddHours(1), h.Value)).ToList();
        var byNextMidnight = hours.Select(h => Labelled(h.Start.AddHours(1), h.Value)).ToList();
        var instants = hours.SelectMany(h => Enumerable.Range(0, 60).Select(m => Labelled(h.Start.AddMinutes(m), h.Value))).ToList();

        int?[] indices = [IndexOf(byStart, HourLabel.Start), IndexOf(byEnd, HourLabel.End), IndexOf(byNextMidnight, HourLabel.End), IndexOf(instants, HourLabel.Instant)];

        indices.Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        IndexOf(byEnd, HourLabel.Start).ShouldNotBe(indices[0], "the convention matters");
    }

    [Theory]
    [InlineData(45, true)]
    [InlineData(44, false)]
    public void An_hour_of_moments_needs_45_distinct_minutes(int minutes, bool isValid)
    {
        var hour = AirHours.OfInstants(Hour, [.. Enumerable.Range(0, minutes).Select(m => (Hour.AddMinutes(m), (decimal?)50))], Minute, Edition);

        hour.ShouldBe(isValid ? new HourVerdict(50, 45, null) : new HourVerdict(null, 44, NoVerdictReason.TooFewData));
    }

    [Fact]
    public void Many_values_of_few_minutes_are_few_minutes() =>
        AirHours.OfInstants(Hour, [.. Enumerable.Range(0, 60).Select(i => (Hour.AddSeconds(10 * i), (decimal?)50))], Minute, Edition).Minutes.ShouldBe(10);

    [Fact]
    public void A_moment_covers_the_minutes_until_the_next_is_due()
    {
        var nine = Enumerable.Range(0, 9).Select(i => (Hour.AddMinutes(5 * i), (decimal?)(10 + i))).ToList();

        AirHours.OfInstants(Hour, nine, TimeSpan.FromMinutes(5), Edition).ShouldBe(new HourVerdict(14, 45, null));
        AirHours.OfInstants(Hour, nine[1..], TimeSpan.FromMinutes(5), Edition).Mean.ShouldBeNull();
        AirHours.OfInstants(Hour, [(Hour.AddMinutes(17), 12)], TimeSpan.FromHours(1), Edition).ShouldBe(new HourVerdict(12, 60, null));
    }

    [Fact]
    public void Moments_of_other_hours_and_impossible_values_take_no_part()
    {
        (DateTimeOffset, decimal?)[] strangers = [(Hour.AddMinutes(-1), 900), (Hour.AddHours(1), 900), (Hour.AddMinutes(59), -1), (Hour.AddMinutes(58), decimal.MaxValue), (Hour.AddMinutes(57), null)];

        AirHours.OfInstants(Hour, [.. Enumerable.Range(0, 50).Select(m => (Hour.AddMinutes(m), (decimal?)50)), .. strangers], Minute, Edition).ShouldBe(new HourVerdict(50, 50, null));
    }

    [Fact]
    public void An_hour_with_two_values_is_ambiguous_and_the_same_value_twice_is_one()
    {
        var hours = Hours([Labelled(Hour, 50), Labelled(Hour, 51), Labelled(Hour.AddHours(1), 60), Labelled(Hour.AddHours(1), 60)], HourLabel.Start);

        hours[Hour.Hour].Reason.ShouldBe(NoVerdictReason.Ambiguous);
        hours[Hour.Hour + 1].Mean.ShouldBe(60);
    }

    [Fact]
    public void An_hour_under_two_labels_and_in_two_spellings_of_one_value_is_one_value()
    {
        LabelledValue[] values = [new("2026-04-01 24:00", "5"), new("2026-04-02 00:00", "5"), new("2026-04-02 00:00", "5.0")];

        Hours(values, HourLabel.End)[23].ShouldBe(new HourVerdict(5, 60, null));
        Hours([.. values, new("2026-04-02 00:00", "6")], HourLabel.End)[23].Reason.ShouldBe(NoVerdictReason.Ambiguous);
    }

    [Theory]
    [InlineData("-1", "N", NoVerdictReason.Negative)]
    [InlineData("abc", "N", NoVerdictReason.NotANumber)]
    [InlineData("50", "D", NoVerdictReason.Flagged)]
    [InlineData("50", "M", NoVerdictReason.Maintenance)]
    [InlineData("", "N", NoVerdictReason.Missing)]
    public void An_hour_that_is_not_valid_says_why(string text, string flag, string reason) =>
        Hours([new LabelledValue("2026-04-01 12:00", text, flag)], HourLabel.Start)[12].Reason.ShouldBe(reason);

    [Fact]
    public void The_order_of_values_never_matters() => Prop.ForAll(Gen.Choose(0, 300).ListOf(24).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (values, seed) =>
    {
        var labelled = values.Select((v, h) => Labelled(ChinaTime.StartOf(Day).AddHours(h), v)).ToList();
        var shuffled = labelled.OrderBy(v => HashCode.Combine(v, seed)).ToList();
        Hours(shuffled, HourLabel.Start).ShouldBe(Hours(labelled, HourLabel.Start));
    }).QuickCheckThrowOnFailure();

    private static DateTimeOffset Hour => ChinaTime.StartOf(Day).AddHours(12);

    private static LabelledValue Labelled(DateTimeOffset at, int value) => new(ChinaTime.Of(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Text(value));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<HourVerdict> Hours(IReadOnlyList<LabelledValue> values, HourLabel convention) => AirHours.OfDayOf(Day, values, convention, Minute, Edition);

    // All six pollutants as one series: what counts is that one day comes out.
    private static int? IndexOf(IReadOnlyList<LabelledValue> values, HourLabel convention)
    {
        IReadOnlyList<decimal?> hours = [.. Hours(values, convention).Select(h => h.Mean)];
        var items = Enum.GetValues<AirPollutant>().SelectMany(p => SiteDayConcentrations.Of(p, hours, Edition)).Where(i => i.Value is not null);
        return AirDay.Assess(new AirDayInputs { Day = Day, Sites = [new AirSiteDay("A", items.ToDictionary(i => i.Item, i => i.Value!.Value))] }).Index.Aqi;
    }
}

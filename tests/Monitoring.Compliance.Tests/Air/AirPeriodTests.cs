using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using static Monitoring.Compliance.Tests.Air.AirBuilder;

namespace Monitoring.Compliance.Tests.Air;

public class AirPeriodTests
{
    private static readonly DayRange Year = DayRange.YearOf(2025);

    [Fact]
    public void The_figures_are_mean_and_percentile_of_the_days()
    {
        var verdict = AirPeriod.Assess(Inputs(new DayRange(new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 5)), "O3_8h", 10, 20, 30, 40, 50));

        (verdict.PercentileOf(AirPollutant.O3)!.Statistic, verdict.PercentileOf(AirPollutant.O3)!.Value).ShouldBe(("p90", 46m));
        (verdict.MeanOf(AirPollutant.O3)!.Value, verdict.MeanOf(AirPollutant.O3)!.IsJudged).ShouldBe((30m, false));
        verdict.Figures.Count.ShouldBe(12);
        verdict.Figures.Where(f => f.Pollutant is not AirPollutant.O3).ShouldAllBe(f => f.Value == null && f.Reason == NoVerdictReason.Missing);
        verdict.RuleState.ShouldBe(RuleState.Unverified);
    }

    [Fact]
    public void Pm25_has_a_mean_with_one_decimal_and_a_small_mean_is_rounded_like_the_day_of_a_city()
    {
        var range = DayRange.MonthOf(new DateOnly(2025, 4, 1));

        AirPeriod.Assess(Inputs(range, "PM25_24h", [.. Enumerable.Range(0, 30).Select(d => d < 15 ? 35.1m : 35.2m)])).MeanOf(AirPollutant.PM25)!.Value.ShouldBe(35.2m);
        AirPeriod.Assess(Inputs(range, "SO2_24h", [.. Enumerable.Repeat(0.3m, 30)])).MeanOf(AirPollutant.SO2)!.Value.ShouldBe(0m, "keeping a digit is a rule of water (CNEMC 2020 No. 90)");
        CityDayConcentrations.Of([new Dictionary<AirItem, decimal> { [Item("SO2_24h")] = 0.3m }], EditionCatalogue.Default.AirStatisticsAt(range.To)!)[Item("SO2_24h")].Value.ShouldBe(0m);
    }

    [Theory]
    [InlineData(2025, 4, 27, true)]
    [InlineData(2025, 4, 26, false)]
    [InlineData(2025, 2, 25, true)]
    [InlineData(2025, 2, 24, false)]
    public void A_month_needs_27_days_and_February_25(int year, int month, int days, bool isValid)
    {
        var figure = AirPeriod.Assess(Inputs(DayRange.MonthOf(new DateOnly(year, month, 1)), "PM10_24h", [.. Enumerable.Repeat(40m, days)])).MeanOf(AirPollutant.PM10)!;

        (figure.Reason is null).ShouldBe(isValid);
        figure.Value.ShouldBe(40);
    }

    [Fact]
    public void A_year_needs_324_days_and_each_month_its_own()
    {
        var all = DaysOf(Year).ToList();
        Reason(all).ShouldBeNull();
        Reason([.. all.Where(d => d.Day > 3)]).ShouldBeNull("329 days, February 25, the others 27 and 28");
        Reason([.. all.Where(d => d.Day > 3 && d is not { Month: 1 or 3 or 5, Day: 4 } && d is not { Month: 7, Day: 4 } && d is not { Month: 8 or 10, Day: 4 })])
            .ShouldBe(NoVerdictReason.TooFewData, "323 days, every month its own");
        Reason([.. all.Where(d => d.Month != 7 || d.Day <= 26)]).ShouldBe(NoVerdictReason.TooFewData, "360 days, July has 26");
        Reason([.. all.Where(d => d.Day <= 28 || d.Month == 1)]).ShouldBeNull();
        AirPeriod.DaysNeeded(Year, EditionCatalogue.Default.AirStatisticsAt(Year.To)!).ShouldBe(324);

        static string? Reason(List<DateOnly> days) =>
            AirPeriod.Assess(new AirPeriodInputs { Range = Year, Days = [.. days.Select(d => new AirDayValue(d, Item("SO2_24h"), 9))] }).MeanOf(AirPollutant.SO2)!.Reason;
    }

    [Fact]
    public void A_part_of_a_month_needs_its_share_and_the_decimals_of_figures_are_confirmed_by_no_text()
    {
        var tenDays = new DayRange(new DateOnly(2019, 7, 1), new DateOnly(2019, 7, 10));

        AirPeriod.Assess(Inputs(tenDays, "SO2_24h", [.. Enumerable.Repeat(9m, 9)])).MeanOf(AirPollutant.SO2)!.Reason.ShouldBeNull();
        AirPeriod.Assess(Inputs(tenDays, "SO2_24h", [.. Enumerable.Repeat(9m, 8)])).MeanOf(AirPollutant.SO2)!.Reason.ShouldBe(NoVerdictReason.TooFewData);
        AirPeriod.Assess(Inputs(tenDays, "SO2_24h")).RuleState.ShouldBe(RuleState.Unverified);
        AirPeriod.Assess(Inputs(DayRange.MonthOf(tenDays.From), "SO2_24h")).RuleState.ShouldBe(RuleState.Unverified);
    }

    [Fact]
    public void Days_that_cannot_enter_are_named()
    {
        var day = new DateOnly(2026, 4, 1);
        var item = Item("PM25_24h");
        var verdict = AirPeriod.Assess(new AirPeriodInputs
        {
            Range = DayRange.MonthOf(day),
            Days =
            [
                new(day, item, 20), new(day, item, 21), new(day.AddDays(1), item, -1), new(day.AddDays(2), item, decimal.MaxValue),
                new(day.AddDays(-1), item, 20), new(day.AddDays(3), item, 30), new(day.AddDays(3), item, 30),
            ],
        });

        verdict.Refused.Select(r => r.Reason).ShouldBe([NoVerdictReason.Ambiguous, NoVerdictReason.Negative, NoVerdictReason.Impossible, NoVerdictReason.OutsidePeriod]);
        (verdict.MeanOf(AirPollutant.PM25)!.Value, verdict.MeanOf(AirPollutant.PM25)!.Days).ShouldBe((30m, 1));
    }

    [Fact]
    public void Without_an_edition_or_without_days_in_the_range_there_is_a_reason()
    {
        AirPeriod.Assess(Inputs(DayRange.YearOf(2010), "SO2_24h", 5)).Reason.ShouldBe(NoVerdictReason.EditionGap);
        AirPeriod.Assess(Inputs(new DayRange(new DateOnly(2026, 4, 2), new DateOnly(2026, 4, 1)), "SO2_24h")).Reason.ShouldBe(NoVerdictReason.NoData);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-12-31", "2026", 12)]
    [InlineData("2026-02-01", "2026-02-28", "2026-02", 1)]
    [InlineData("2026-01-15", "2026-03-02", "2026-01-15/2026-03-02", 3)]
    [InlineData("2026-03-02", "2026-03-01", "2026-03-02/2026-03-01", 0)]
    public void A_range_has_a_label_and_months(string from, string to, string label, int months)
    {
        var range = new DayRange(DateOnly.Parse(from, null), DateOnly.Parse(to, null));

        (range.Label, range.Months().Count()).ShouldBe((label, months));
        range.Months().Sum(m => m.Days).ShouldBe(range.Days);
    }

    [Fact]
    public void A_worse_day_never_makes_a_better_figure_and_order_never_matters() => Prop.ForAll(
        Gen.Choose(0, 5000).NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (values, more) =>
    {
        var days = values.Take(300).Select((v, i) => new AirDayValue(Year.From.AddDays(i), Item("PM25_24h"), v / 10m)).ToList();
        var figures = AirPeriod.Assess(new AirPeriodInputs { Range = Year, Days = days }).Figures;
        var worse = AirPeriod.Assess(new AirPeriodInputs { Range = Year, Days = [days[0] with { Value = days[0].Value + (more / 10m) }, .. days.Skip(1)] }).Figures;

        AirPeriod.Assess(new AirPeriodInputs { Range = Year, Days = [.. Enumerable.Reverse(days)] }).Figures.ShouldBe(figures);
        figures.Zip(worse).ShouldAllBe(p => !(p.Second.Value < p.First.Value));
    }).QuickCheckThrowOnFailure();

    private static AirPeriodInputs Inputs(DayRange range, string item, params decimal[] values) =>
        new() { Range = range, Days = [.. values.Select((v, i) => new AirDayValue(range.From.AddDays(i), Item(item), v))] };

    private static IEnumerable<DateOnly> DaysOf(DayRange range) => Enumerable.Range(0, range.Days).Select(range.From.AddDays);
}

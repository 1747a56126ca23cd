using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using static Monitoring.Compliance.Tests.Air.AirBuilder;

namespace Monitoring.Compliance.Tests.Air;

public class GoodAirDaysTests
{
    private static readonly DayRange April = DayRange.MonthOf(In2026);

    [Fact]
    public void The_denominator_is_the_days_with_an_index()
    {
        var shares = GoodAirDays.Of(April, [.. Levels(27, 1), .. Levels(2, 3, from: 27), new AirDayLevel(April.From.AddDays(29), null)], []);

        shares.ShouldBe(new GoodDayShares(30, new GoodDayCount(27, 29, 93.1m), null, shares.DustDays));
    }

    [Fact]
    public void Measured_and_dust_deducted_shares_stand_side_by_side()
    {
        var shares = GoodAirDays.Of(April, [.. Levels(20, 2), .. Levels(10, 5, from: 20)],
        [
            new DustDay(April.From.AddDays(20), null, "notice 1"),
            new DustDay(April.From.AddDays(21), 2, "notice 1"),
            new DustDay(April.From.AddDays(22), 3, "notice 2"),
        ]);

        shares.Measured.ShouldBe(new GoodDayCount(20, 30, 66.7m));
        shares.Deducted.ShouldBe(new GoodDayCount(21, 29, 72.4m));
        shares.DustDays.Count.ShouldBe(3);
    }

    [Fact]
    public void Without_a_source_or_on_a_day_without_an_index_nothing_is_deducted()
    {
        var shares = GoodAirDays.Of(April, Levels(20, 4), [new DustDay(April.From, 1, " "), new DustDay(April.From.AddDays(25), 1, "notice"), new DustDay(April.To.AddDays(1), 1, "notice")]);

        shares.Deducted.ShouldBeNull();
        shares.DustDays.ShouldBeEmpty();
    }

    [Fact]
    public void Days_outside_days_twice_and_unknown_levels_are_no_valid_days()
    {
        var shares = GoodAirDays.Of(April, [new(April.From, 1), new(April.From, 2), new(April.From.AddDays(1), 9), new(April.To.AddDays(1), 1), new(April.To, 1), new(April.To, 1)], []);

        shares.Measured.ShouldBe(new GoodDayCount(1, 1, 100.0m));
        GoodAirDays.Of(April, [], []).Measured.Share.ShouldBeNull();
    }

    [Fact]
    public void Two_periods_are_compared_as_judged_then_and_under_one_edition()
    {
        // 70 µg/m³ of PM2.5: good until February 2026, light pollution since.
        var in2025 = Days(2025, "70", "70", "30", "90");
        var in2026 = Days(2026, "70", "50", "30", "90");

        var comparison = AirComparison.Of(in2025, in2026, EditionCatalogue.Default.FindAirIndex("HJ 633-2026")!);

        (comparison.Shares.Earlier.Measured.Share, comparison.Shares.Later.Measured.Share).ShouldBe((75.0m, 50.0m));
        (comparison.Shares.EarlierOnBasis.Measured.Share, comparison.Shares.LaterOnBasis.Measured.Share).ShouldBe((25.0m, 50.0m));
        (comparison.ChangeAsJudged, comparison.ChangeOnBasis, comparison.Shares.Basis).ShouldBe((-25.0m, 25.0m, "hj633-2026"));
        AirComparison.Of([], in2026, EditionCatalogue.Default.AirIndex[^1]).ChangeOnBasis.ShouldBeNull();
    }

    private static List<AirIndexInputs> Days(int year, params string[] pm25) =>
    [
        .. pm25.Select((text, i) => Day(
            new DateOnly(year, 4, 1 + i), ("SO2_24h", "8"), ("NO2_24h", "20"), ("PM10_24h", "30"), ("PM25_24h", text), ("CO_24h", "0.5"), ("O3_8h", "60"), ("O3_1h", "80"))),
    ];

    private static List<AirDayLevel> Levels(int days, int level, int from = 0) => [.. Enumerable.Range(from, days).Select(d => new AirDayLevel(April.From.AddDays(d), level))];
}

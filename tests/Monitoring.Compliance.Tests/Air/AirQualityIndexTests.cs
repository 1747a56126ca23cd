using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using static Monitoring.Compliance.Tests.Air.AirBuilder;

namespace Monitoring.Compliance.Tests.Air;

public class AirQualityIndexTests
{
    private static readonly (string, string)[] CleanDay = [("SO2_24h", "8"), ("NO2_24h", "20"), ("PM10_24h", "30"), ("PM25_24h", "20"), ("CO_24h", "0.5"), ("O3_8h", "60")];

    [Fact]
    public void The_sampling_date_chooses_the_edition()
    {
        (string, string)[] values = [("SO2_1h", "3"), ("NO2_1h", "28"), ("PM10_1h", "40"), ("PM25_1h", "75"), ("CO_1h", "1.2"), ("O3_1h", "114")];

        var last = AirQualityIndex.Assess(Hour(new DateOnly(2026, 2, 28), values));
        var first = AirQualityIndex.Assess(Hour(new DateOnly(2026, 3, 1), values));

        (last.Aqi, last.Standard, last.Category!.Name).ShouldBe((100, "HJ 633-2012", "good"));
        (first.Aqi, first.Standard, first.Category!.Name).ShouldBe((114, "HJ 633-2026", "light pollution"));
        first.RuleState.ShouldBe(RuleState.Verified);
    }

    [Fact]
    public void All_pollutants_that_share_the_index_are_primary()
    {
        var verdict = AirQualityIndex.Assess(Day(In2026, ("SO2_24h", "8"), ("NO2_24h", "80"), ("PM10_24h", "120"), ("PM25_24h", "60"), ("CO_24h", "0.5"), ("O3_8h", "60")));

        verdict.Aqi.ShouldBe(100);
        verdict.Primary.ShouldBe([AirPollutant.NO2, AirPollutant.PM10, AirPollutant.PM25]);
    }

    [Fact]
    public void Up_to_50_nothing_is_primary()
    {
        var verdict = AirQualityIndex.Assess(Day(In2026, [.. CleanDay.Skip(1), ("SO2_24h", "50")]));

        verdict.Aqi.ShouldBe(50);
        verdict.Primary.ShouldBeEmpty();
        verdict.Category!.Name.ShouldBe("excellent");
    }

    [Fact]
    public void A_sub_index_may_be_0_and_a_published_index_is_at_least_1()
    {
        var verdict = AirQualityIndex.Assess(Day(In2026, [.. CleanDay.Select(v => (v.Item1, "0"))]));

        verdict.Iaqi.Values.ShouldAllBe(i => i == 0);
        verdict.Aqi.ShouldBe(1);
    }

    [Fact]
    public void With_an_item_missing_the_edition_of_2026_publishes_only_above_100()
    {
        var quiet = AirQualityIndex.Assess(Day(In2026, [.. CleanDay.Where(v => v.Item1 != "PM10_24h")]));
        var loud = AirQualityIndex.Assess(Day(In2026, ("PM25_24h", "90")));

        (quiet.Aqi, quiet.Computed, quiet.Reason).ShouldBe((null, 30, NoVerdictReason.ItemMissing));
        quiet.Missing.ShouldHaveSingleItem().ShouldBe(new MissingAirItem(Item("PM10_24h"), NoVerdictReason.Missing));
        (loud.Aqi, loud.Reason).ShouldBe((128, null));
        loud.Completeness.ShouldBe(0.1667m);
    }

    [Fact]
    public void An_item_that_is_not_monitored_is_no_obstacle()
    {
        var inputs = Day(In2026, [.. CleanDay.Where(v => v.Item1 != "CO_24h")]);

        AirQualityIndex.Assess(inputs).Aqi.ShouldBeNull();
        AirQualityIndex.Assess(inputs with { NotMonitored = [AirPollutant.CO] }).Aqi.ShouldBe(30);
    }

    [Fact]
    public void A_monitored_item_without_a_valid_value_is_an_obstacle_even_if_declared_not_monitored()
    {
        var inputs = Day(In2026, [.. CleanDay.Where(v => v.Item1 != "CO_24h"), ("CO_24h", "-1")]) with { NotMonitored = [AirPollutant.CO] };

        AirQualityIndex.Assess(inputs).Reason.ShouldBe(NoVerdictReason.ItemMissing);
    }

    [Fact]
    public void The_edition_of_2012_names_exceeding_pollutants_and_that_of_2026_does_not()
    {
        (string, string)[] values = [("PM25_24h", "90"), ("PM10_24h", "160"), ("O3_8h", "10")];

        AirQualityIndex.Assess(Day(In2019, values)).Exceeding.ShouldBe([AirPollutant.PM10, AirPollutant.PM25]);
        AirQualityIndex.Assess(Day(In2026, values)).Exceeding.ShouldBeNull();
    }

    [Fact]
    public void Beyond_the_table_of_2012_the_daily_report_looks_at_the_other_ozone_value()
    {
        var verdict = AirQualityIndex.Assess(Day(In2019, ("O3_8h", "820"), ("O3_1h", "900")));

        verdict.Missing.ShouldContain(new MissingAirItem(Item("O3_8h"), NoVerdictReason.BeyondTable));
        verdict.Aqi.ShouldBe(350);
        AirQualityIndex.Assess(Day(In2026, ("O3_8h", "820"))).Aqi.ShouldBe(300);
    }

    [Fact]
    public void Beyond_the_table_of_2012_without_the_other_ozone_value_there_is_no_index()
    {
        var clean = AirQualityIndex.Assess(Day(In2019, [.. CleanDay.Where(v => v.Item1 != "O3_8h"), ("O3_8h", "820")]));
        var alone = AirQualityIndex.Assess(Day(In2019, ("O3_8h", "820"), ("O3_1h", "")));

        (clean.Aqi, clean.Category, clean.Computed, clean.Reason).ShouldBe((null, null, 30, NoVerdictReason.BeyondTable));
        (alone.Aqi, alone.Reason).ShouldBe((null, NoVerdictReason.BeyondTable));
    }

    [Fact]
    public void An_hour_of_sulphur_dioxide_above_800_stays_at_200()
    {
        AirQualityIndex.Assess(Hour(In2019, ("SO2_1h", "900"))).Aqi.ShouldBe(200);
        AirQualityIndex.Assess(Hour(In2026, ("SO2_1h", "900"))).Aqi.ShouldBe(200);
    }

    [Theory]
    [InlineData("50010x", null, 2014)]
    [InlineData("110000", null, 2014)]
    [InlineData("500000", "HJ 633-2012", 2014)]
    [InlineData("500103", "HJ 633-2012", 2014)]
    [InlineData("510100", "HJ 633-2012", 2014)]
    [InlineData("510104", "HJ 633-2012", 2014)]
    [InlineData("510300", null, 2014)]
    [InlineData("510300", "HJ 633-2012", 2016)]
    [InlineData("500000", null, 2012)]
    public void The_edition_of_2012_came_city_by_city(string city, string? standard, int year)
    {
        var verdict = AirQualityIndex.Assess(Day(new DateOnly(year, 6, 1), CleanDay) with { CityCode = city });

        verdict.Standard.ShouldBe(standard);
        (verdict.Reason is NoVerdictReason.EditionGap).ShouldBe(standard is null);
        if (year == 2014 && standard is not null)
        {
            verdict.RuleState.ShouldBe(RuleState.Unverified);
        }
    }

    [Fact]
    public void Another_edition_on_purpose_says_so() =>
        AirQualityIndex.Assess(Day(In2019, CleanDay), EditionCatalogue.Default.FindAirIndex("HJ 633-2026")!).RuleState.ShouldBe(RuleState.Expired);

    [Fact]
    public void Without_any_value_there_is_a_reason() => AirQualityIndex.Assess(Hour(In2026)).Reason.ShouldBe(NoVerdictReason.TooFewData);

    [Fact]
    public void Another_unit_is_not_converted_silently()
    {
        var inputs = Hour(In2026) with { Values = [new AirValue(Item("CO_1h"), "900", "N", "ug/m3"), new AirValue(Item("PM25_1h"), "101", "N", "μg/m³")] };

        var verdict = AirQualityIndex.Assess(inputs);

        verdict.Missing.ShouldContain(new MissingAirItem(Item("CO_1h"), NoVerdictReason.UnitMismatch));
        verdict.Iaqi.Keys.ShouldBe([Item("PM25_1h")]);
    }
}

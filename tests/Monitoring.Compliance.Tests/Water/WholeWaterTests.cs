using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using static Monitoring.Compliance.Tests.Water.WaterVerdictBuilder;

namespace Monitoring.Compliance.Tests.Water;

public class WholeWaterTests
{
    [Fact]
    public void A_river_of_five_sections_names_its_most_widespread_items()
    {
        var river = RiverAssessment.Assess(River((2, "0.2"), (4, "1.2"), (4, "1.3"), (5, "1.9"), (2, "0.1")));

        river.Method.ShouldBe(RiverAssessment.Shares);
        river.Indicators.ShouldHaveSingleItem().ShouldBe(new RiverIndicator("NH3N", "氨氮", 3, 60.0m));
        river.ByClass.ShouldBe([0, 2, 0, 2, 1, 0]);
    }

    [Fact]
    public void A_river_of_four_is_judged_by_means_and_names_the_items_of_each_section()
    {
        var river = RiverAssessment.Assess(River((2, "0.2"), (2, "0.3"), (4, "1.4"), (6, "2.6")));

        (river.Method, river.Class).ShouldBe((RiverAssessment.Means, 4));
        river.SectionIndicators.Select(s => (s.Section, s.Indicators.Single())).ShouldBe([("S2", "NH3N(0.4)"), ("S3", "NH3N(1.6)")]);
    }

    [Fact]
    public void Sections_without_a_class_are_counted_apart()
    {
        var river = RiverAssessment.Assess(River((2, "0.2"), (null, null), (7, null)));

        (river.Judged, river.WithoutVerdict).ShouldBe((1, 2));
        river.GoodShare.ShouldBe(100m);
    }

    [Fact]
    public void A_lake_has_the_mean_of_its_points_and_nitrogen_apart()
    {
        var lake = LakeAssessment.Assess(Lake([("TP", "0.04"), ("TN", "1.6")], [("TP", "0.06"), ("TN", "1.2"), ("NH3N", "x")]) with { TargetClass = 3 });

        (lake.Class, lake.Met, lake.Points).ShouldBe((3, true, 2));
        lake.Apart.ShouldHaveSingleItem().ShouldBe(new ItemApart("TN", 1.4m, 4));
        lake.Trophic.ShouldBeNull();
    }

    [Fact]
    public void The_ph_of_a_lake_is_the_mean_of_hydrogen_ions() =>
        LakeAssessment.Assess(Lake([("pH", "6.0")], [("pH", "9.0")])).Steps.First(s => s.Of is "pH").Value.ShouldStartWith("6.3005");

    [Fact]
    public void Ten_points_are_exactly_that_whatever_the_count_of_sections()
    {
        // 5/30 and 2/30, each rounded by itself, would be a hair more than ten points apart.
        var pairs = Enumerable.Range(0, 30).Select(i => ((int?)(i < 5 ? 6 : 4), (int?)(i < 2 ? 6 : 4))).ToArray();

        var comparison = PeriodComparison.Assess(Pairs(pairs));

        comparison.Delta.ShouldBe(10m);
        comparison.Change.ShouldBe(WaterChange.Unchanged);
    }

    [Fact]
    public void Only_sections_of_both_periods_are_compared()
    {
        var comparison = PeriodComparison.Assess(Pairs((2, 2), (null, 3), (6, null), (null, null)));

        (comparison.Sections, comparison.LeftOut, comparison.Delta).ShouldBe((1, 2, 0m));
    }

    [Theory]
    [InlineData("0.61 0.72 0.70 0.81 0.92 0.99", "0.9429", true, "rising")]
    [InlineData("5 4 3 2 1", "-1", true, "falling")]
    [InlineData("5 4 4 2 1", "-0.925", true, "falling")]
    [InlineData("1 1 1 1 1", "0.5", false, "none")]
    [InlineData("3 3 3 3 3 3 3 3 3 3 3 3 3 3", "0.5", false, "none")]
    [InlineData("3 3 3 3 3 3 3 3 3 3 3 3 3 2", "0.2", false, "none")]
    public void A_series_has_a_trend(string values, string coefficient, bool significant, string direction)
    {
        var trend = TrendAssessment.Assess(Years(values.Split(' '))).Trend!;

        Gb8170.RoundPlain(trend.Coefficient, 4).ShouldBe(decimal.Parse(coefficient, System.Globalization.CultureInfo.InvariantCulture));
        (trend.IsSignificant, trend.Direction).ShouldBe((significant, direction));
    }

    [Theory]
    [InlineData("1 2 3 4", NoVerdictReason.TooFewData)]
    [InlineData("1 2 3 4 -5", NoVerdictReason.Negative)]
    [InlineData("1 2 3 4 x", NoVerdictReason.NotANumber)]
    public void A_series_with_less_has_a_reason(string values, string reason) => TrendAssessment.Assess(Years(values.Split(' '))).Reason.ShouldBe(reason);

    [Fact]
    public void Two_values_of_one_year_are_nobodys_to_choose_from()
    {
        var years = Years("1", "2", "3", "4", "5");

        TrendAssessment.Assess(years with { Points = [.. years.Points, years.Points[0] with { Value = "9" }] }).Reason.ShouldBe(NoVerdictReason.Ambiguous);
    }

    // Whatever code an item was given under, it counts; what takes no part is named.
    [Fact]
    public void Codes_of_the_ministry_are_items_of_rivers_lakes_and_rankings()
    {
        RiverAssessment.Assess(Named("w21003", "9") with { ItemSet = "5" }).Class.ShouldBe(6);
        LakeAssessment.Assess(Lake([("w21003", "9.0")], [("w21011", "0.3"), ("NH3N", "0.3")])).Steps.First(s => s.Of is "NH3N").Value.ShouldBe("4.65");
        TrophicAssessment.Assess(new TrophicInputs { Water = "L", Period = August, Values = Map(("chla", "20"), ("w21011", "0.05"), ("TN", "1.2"), ("SD", "1"), ("CODMn", "4")) })
            .Trophic.ShouldNotBeNull();
        var ranking = Ranking(("A", "3", null));
        var section = new RankedSection("S", WaterBody.River, Map(("w01001", "7.5"), ("DO", "8"), ("CODMn", "3"), ("w21003", "0.5"), ("TP", "0.1")));
        WaterRanking.Assess(ranking with { Cities = [ranking.Cities[0] with { Sections = [section] }] }).Cities[0].Rank.ShouldBe(1);
    }

    [Theory]
    [InlineData("pH", "40", NoVerdictReason.Impossible)]
    [InlineData("pH", "15", NoVerdictReason.Impossible)]
    [InlineData("NH3N", "-1", NoVerdictReason.Negative)]
    [InlineData("w21003", "x", NoVerdictReason.NotANumber)]
    [InlineData("Unobtainium", "1", NoVerdictReason.UnknownItem)]
    public void A_mean_that_takes_no_part_is_named(string item, string value, string reason)
    {
        var river = RiverAssessment.Assess(Named(item, value));

        river.Reason.ShouldBe(NoVerdictReason.TooFewData);
        river.LeftOutValues!.ShouldHaveSingleItem().ShouldBe(new LeftOutValue("S", item, reason));
        LakeAssessment.Assess(Lake([(item, value)])).LeftOutValues!.ShouldHaveSingleItem().Reason.ShouldBe(reason);
    }

    [Fact]
    public void An_item_under_two_codes_with_two_values_is_nobodys_to_choose_from()
    {
        var river = Named("NH3N", "0.3");

        RiverAssessment.Assess(river with { Sections = [river.Sections[0] with { Means = Map(("NH3N", "0.3"), ("w21003", "9")) }] })
            .LeftOutValues!.Select(v => (v.Item, v.Reason)).ShouldBe([("NH3N", NoVerdictReason.Ambiguous), ("w21003", NoVerdictReason.Ambiguous)]);
        RiverAssessment.Assess(river with { Sections = [river.Sections[0] with { Means = Map(("NH3N", "0.3"), ("w21003", "0.30")) }] }).LeftOutValues.ShouldBeNull();
    }

    private static RiverInputs Named(string item, string value) =>
        new() { Water = "R", Period = August, ItemSet = "5", Sections = [new RiverSection("S", 2, Map((item, value)))] };

    [Fact]
    public void Nothing_to_judge_is_a_reason()
    {
        RiverAssessment.Assess(River()).Reason.ShouldBe(NoVerdictReason.TooFewData);
        LakeAssessment.Assess(Lake()).Reason.ShouldBe(NoVerdictReason.TooFewData);
        PeriodComparison.Assess(Pairs()).Reason.ShouldBe(NoVerdictReason.TooFewData);
        TrendAssessment.Assess(Years()).Reason.ShouldBe(NoVerdictReason.TooFewData);
        RiverAssessment.Assess(River((2, "0.2")) with { WhatIf = "nonsense" }).Reason.ShouldBe(NoVerdictReason.UnknownEdition);
    }
}

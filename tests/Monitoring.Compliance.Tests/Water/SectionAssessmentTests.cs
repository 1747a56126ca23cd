using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using static Monitoring.Compliance.Tests.Water.SectionBuilder;

namespace Monitoring.Compliance.Tests.Water;

public class SectionAssessmentTests
{
    [Fact]
    public void The_worst_item_decides_the_class()
    {
        var verdict = SectionAssessment.Assess(Section(("pH", "7.8"), ("DO", "8.1"), ("CODMn", "2.6"), ("NH3N", "0.21"), ("TP", "0.24")));

        verdict.Class.ShouldBe(4);
        verdict.ClassText.ShouldBe("IV");
        verdict.Rating!.NameZh.ShouldBe("轻度污染");
        verdict.Items.ShouldBe(5);
        verdict.ItemSet.ShouldBe("5");
        verdict.Completeness.ShouldBe(1);
        verdict.Standard.ShouldBe("GB 3838-2002");
        verdict.RuleState.ShouldBe(RuleState.Verified);
        verdict.Limiting.ShouldHaveSingleItem().ShouldBe(new LimitingItem("w21011", "TP", "Total phosphorus (as P)", "总磷", 0.24m, 4, 0.2m, 0.2m));
        verdict.MainIndicators.ShouldHaveSingleItem().TextZh.ShouldBe("总磷(0.2)");
    }

    [Fact]
    public void Codes_of_the_ministry_and_short_codes_are_the_same_item() =>
        SectionAssessment.Assess(Section(("w21011", "0.24"), ("w01001", "7"))).Class.ShouldBe(4);

    [Fact]
    public void The_limits_of_lakes_are_those_of_lakes()
    {
        SectionAssessment.Assess(Section(("TP", "0.05"))).Class.ShouldBe(2);
        SectionAssessment.Assess(Section(("TP", "0.05")) with { WaterBody = WaterBody.Lake }).Class.ShouldBe(3);
        SectionAssessment.Assess(Section(("NH3N", "0.5")) with { WaterBody = WaterBody.Lake }).Class.ShouldBe(2);
    }

    [Theory]
    [InlineData("w21001", "9.0")]
    [InlineData("w01010", "31")]
    [InlineData("w02003", "90000")]
    [InlineData("w01018", "60")]
    public void Nitrogen_temperature_coliforms_and_items_outside_the_set_never_count(string code, string text) =>
        SectionAssessment.Assess(Section(("pH", "7"), (code, text))).Class.ShouldBe(1);

    [Fact]
    public void An_instant_compares_the_raw_value_and_a_period_the_rounded_one()
    {
        SectionAssessment.Assess(Section(("NH3N", "1.004"))).Class.ShouldBe(4);
        SectionAssessment.Assess(Section(("NH3N", "1.004")) with { Rounding = RoundingPolicy.Period }).Class.ShouldBe(3);
        SectionAssessment.Assess(Section(("pH", "9.4"))).Class.ShouldBe(6);
        SectionAssessment.Assess(Section(("pH", "9.4")) with { Rounding = RoundingPolicy.Period }).Class.ShouldBe(1);
    }

    [Fact]
    public void A_period_averages_all_values_and_rounds_once()
    {
        // 1.004 and 1.007 would each round to 1.00 and 1.01; their mean 1.0055 rounds to 1.01.
        var inputs = Section() with { Rounding = RoundingPolicy.Period, Values = [Value("NH3N", "1.004"), Value("NH3N", "1.007", minutesLater: 240)], ExpectedPerItem = 4 };

        var verdict = SectionAssessment.Assess(inputs);

        verdict.Class.ShouldBe(4);
        verdict.Limiting[0].Value.ShouldBe(1.01m);
        verdict.Completeness.ShouldBe(0.1m);
    }

    [Fact]
    public void A_period_averages_ph_through_hydrogen_ions()
    {
        // The mean of 5 and 10 is 7.5; that of their hydrogen ions is pH 5.3, rounded 5.
        var inputs = Section() with { Rounding = RoundingPolicy.Period, Values = [Value("pH", "5"), Value("pH", "10", minutesLater: 240)] };

        SectionAssessment.Assess(inputs).Class.ShouldBe(6);
    }

    [Fact]
    public void Half_of_the_detection_limit_enters() => SectionAssessment.Assess(Section(("NH3N", "0.3L"))).Class.ShouldBe(1);

    [Fact]
    public void Saturation_opens_class_I_only_when_it_is_given()
    {
        SectionAssessment.Assess(Section(("DO", "7.2"))).Class.ShouldBe(2);
        SectionAssessment.Assess(Section(("DO", "7.2")) with { OxygenSaturationPercent = "90" }).Class.ShouldBe(1);
        SectionAssessment.Assess(Section(("DO", "4.9")) with { OxygenSaturationPercent = "89.9" }).Class.ShouldBe(4);
    }

    [Theory]
    [InlineData("", "N", NoVerdictReason.Missing)]
    [InlineData("--", "N", NoVerdictReason.Missing)]
    [InlineData("NaN", "N", NoVerdictReason.NotANumber)]
    [InlineData("1e400", "N", NoVerdictReason.NotANumber)]
    [InlineData("-1", "N", NoVerdictReason.Negative)]
    [InlineData("1e15", "N", NoVerdictReason.Impossible)]
    [InlineData("0.1", "D", NoVerdictReason.Flagged)]
    [InlineData("0.1", "T", NoVerdictReason.Flagged)]
    [InlineData("0.1", "?", NoVerdictReason.Flagged)]
    [InlineData("0.1", "M", NoVerdictReason.Maintenance)]
    [InlineData("0.1", "F", NoVerdictReason.Stopped)]
    public void A_value_that_cannot_be_assessed_is_named_and_left_out(string text, string flag, string reason)
    {
        var verdict = SectionAssessment.Assess(Section() with { Values = [Value("TP", text, flag), Value("pH", "7")] });

        verdict.Class.ShouldBe(1);
        verdict.Missing.ShouldContain(new MissingItem("TP", reason));
        verdict.Completeness.ShouldBe(0.2m);
    }

    [Fact]
    public void A_ph_above_14_is_impossible_not_class_6() =>
        SectionAssessment.Assess(Section(("pH", "15"), ("TP", "0.01"))).Missing.ShouldContain(new MissingItem("pH", NoVerdictReason.Impossible));

    [Fact]
    public void Another_unit_is_not_converted_silently()
    {
        var inputs = Section() with { Values = [Value("TP", "24") with { Unit = "ug/L" }, Value("DO", "8") with { Unit = "mg/l" }] };

        var verdict = SectionAssessment.Assess(inputs);

        verdict.Items.ShouldBe(1);
        verdict.Missing.ShouldContain(new MissingItem("TP", NoVerdictReason.UnitMismatch));
    }

    [Theory]
    [InlineData("F", NoVerdictReason.Stopped)]
    [InlineData("M", NoVerdictReason.Maintenance)]
    [InlineData("D", NoVerdictReason.TooFewData)]
    public void Without_any_valid_value_there_is_a_reason_and_a_since(string flag, string reason)
    {
        var verdict = SectionAssessment.Assess(Section() with { Values = [Value("TP", "0.1", flag), Value("pH", "7", flag)] });

        verdict.Class.ShouldBeNull();
        verdict.ClassText.ShouldBeNull();
        verdict.Reason.ShouldBe(reason);
        verdict.Since.ShouldBe(At);
    }

    [Fact]
    public void A_station_in_a_condition_has_no_class_whatever_its_values_are() =>
        SectionAssessment.Assess(Section(("TP", "0.1")) with { Condition = NoVerdictReason.Dry }).ShouldSatisfyAllConditions(
            v => v.Class.ShouldBeNull(),
            v => v.Reason.ShouldBe(NoVerdictReason.Dry));

    [Fact]
    public void The_since_of_an_unbroken_reason_goes_back_to_its_beginning()
    {
        var first = SectionAssessment.Assess(Section() with { Values = [Value("TP", "0.1", "M")] });
        var second = SectionAssessment.Assess(Section() with { Values = [Value("TP", "0.1", "M", minutesLater: 240)] });
        var other = SectionAssessment.Assess(Section() with { Values = [Value("TP", "0.1", "F", minutesLater: 480)] });

        second.After(first).Since.ShouldBe(At);
        other.After(second.After(first)).Since.ShouldBe(At.AddMinutes(480));
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(2, 1, false)]
    [InlineData(2, null, null)]
    [InlineData(2, 9, null)]
    public void The_target_is_met_by_its_class_or_better(int expectedClass, int? target, bool? met)
    {
        var verdict = SectionAssessment.Assess(Section(("TP", "0.1")) with { TargetClass = target });

        verdict.Class.ShouldBe(expectedClass);
        verdict.Met.ShouldBe(met);
    }

    [Fact]
    public void Limiting_items_are_held_against_the_target()
    {
        var verdict = SectionAssessment.Assess(Section(("TP", "0.15"), ("DO", "5.5")) with { TargetClass = 2 });

        verdict.Limiting.Select(i => (i.Item, i.Limit, i.Multiple)).ShouldBe([("DO", 6m, null), ("TP", 0.1m, 0.5m)]);
        verdict.MainIndicators.ShouldBeEmpty();
    }

    [Fact]
    public void Automatic_values_win_for_the_five_and_hand_samples_for_the_others()
    {
        var inputs = Section() with
        {
            ItemSet = ItemSet.FivePlus(["COD"]),
            Values =
            [
                Value("TP", "0.05"), Value("TP", "0.5", source: ReadingSource.Hand),
                Value("COD", "10"), Value("COD", "25", source: ReadingSource.Hand),
            ],
        };

        var verdict = SectionAssessment.Assess(inputs);

        verdict.Class.ShouldBe(4);
        verdict.Limiting.ShouldHaveSingleItem().Item.ShouldBe("COD");
        verdict.Sources.ShouldBe(["automatic", "hand"]);
    }

    [Fact]
    public void A_hand_sample_stands_in_for_an_instrument_that_is_down() =>
        SectionAssessment.Assess(Section() with { Values = [Value("TP", "0.01", "D"), Value("TP", "0.15", source: ReadingSource.Hand)] }).Class.ShouldBe(3);

    [Fact]
    public void Two_different_values_of_one_moment_are_nobodys_to_choose_from() =>
        SectionAssessment.Assess(Section(("TP", "0.1"), ("TP", "0.2"), ("pH", "7"))).Missing.ShouldContain(new MissingItem("TP", NoVerdictReason.Ambiguous));

    [Fact]
    public void An_instant_takes_the_newest_value_and_a_repeat_is_one_value()
    {
        var inputs = Section() with { Values = [Value("TP", "0.3"), Value("TP", "0.1", minutesLater: 5), Value("TP", "0.1", minutesLater: 5)] };

        SectionAssessment.Assess(inputs).Class.ShouldBe(2);
    }

    [Fact]
    public void An_item_with_too_few_values_of_a_period_takes_no_part()
    {
        var inputs = Section() with { Rounding = RoundingPolicy.Period, MinimumPerItem = 2, Values = [Value("TP", "0.3"), Value("pH", "7"), Value("pH", "7", minutesLater: 1)] };

        var verdict = SectionAssessment.Assess(inputs);

        verdict.Class.ShouldBe(1);
        verdict.Missing.ShouldContain(new MissingItem("TP", NoVerdictReason.TooFewData));
    }

    [Theory]
    [InlineData(8, RuleState.Unverified)]
    [InlineData(2, RuleState.Verified)]
    public void A_year_that_uses_the_minimum_from_knowledge_says_so(int minimum, RuleState state)
    {
        var year = Section(("NH3N", "1.0")) with { Period = Period.YearOf(new DateOnly(2019, 1, 1)), Rounding = RoundingPolicy.Period, ItemSet = ItemSet.TwentyOne, MinimumPerItem = minimum };

        SectionAssessment.Assess(year).RuleState.ShouldBe(state);
    }

    [Fact]
    public void A_verdict_without_natural_background_rests_on_an_unverified_rule()
    {
        var month = Section(("NH3N", "1.0"), ("COD", "30")) with
        {
            Period = Period.MonthOf(new DateOnly(2019, 8, 1)), Rounding = RoundingPolicy.Period, ItemSet = ItemSet.TwentyOne,
            NaturalBackground = [new BackgroundExemption("COD", null, null, "notice")],
        };

        var verdict = NaturalBackground.Assess(month);

        (verdict.WithBackground.RuleState, verdict.WithoutBackground!.RuleState).ShouldBe((RuleState.Verified, RuleState.Unverified));
    }

    [Theory]
    [InlineData("5+COD", 2025, RuleState.Verified)]
    [InlineData("5+COD", 2026, RuleState.Unverified)]
    [InlineData("21", 2019, RuleState.Verified)]
    [InlineData("21", 2026, RuleState.Expired)]
    [InlineData("5+COD", 2019, RuleState.Expired)]
    public void An_item_set_that_is_not_that_of_the_date_says_so(string set, int year, RuleState state)
    {
        ItemSet.TryParse(set, out var items).ShouldBeTrue();
        var inputs = Section(("pH", "7")) with { Period = Period.YearOf(new DateOnly(year, 1, 1)), Rounding = RoundingPolicy.Period, ItemSet = items };

        SectionAssessment.Assess(inputs).RuleState.ShouldBe(state);
    }

    [Fact]
    public void No_edition_before_2011_is_a_reason_not_an_exception() =>
        SectionAssessment.Assess(Section(("pH", "7")) with { Period = Period.Day(new DateOnly(2001, 1, 1)) }).Reason.ShouldBe(NoVerdictReason.EditionGap);

    [Fact]
    public void An_unknown_x_item_is_named()
    {
        var inputs = Section(("pH", "7")) with { ItemSet = ItemSet.FivePlus(["Nonsense"]) };

        SectionAssessment.Assess(inputs).Missing.ShouldContain(new MissingItem("Nonsense", NoVerdictReason.UnknownItem));
    }
}

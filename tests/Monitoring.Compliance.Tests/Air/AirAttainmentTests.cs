using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Tests.Air;

public class AirAttainmentTests
{
    private static readonly DayRange In2025 = DayRange.YearOf(2025);
    private static readonly DayRange In2027 = DayRange.YearOf(2027);
    private static readonly DayRange In2031 = DayRange.YearOf(2031);

    [Fact]
    public void A_city_attains_when_mean_and_percentile_of_all_six_meet_grade_II_and_a_limit_is_met_by_its_own_value()
    {
        var verdict = AirAttainment.Assess(Inputs(In2025));

        verdict.Attained.ShouldBe(true);
        verdict.Standard.ShouldBe("GB 3095-2012");
        verdict.RuleState.ShouldBe(RuleState.Verified);
        verdict.Pollutants.Select(p => p.Criteria.Count).ShouldBe([2, 2, 2, 2, 1, 1]);
    }

    [Theory]
    [InlineData(AirPollutant.PM25, false, "35.1", "0")]
    [InlineData(AirPollutant.PM25, true, "76", "0.01")]
    [InlineData(AirPollutant.O3, true, "200", "0.25")]
    [InlineData(AirPollutant.CO, true, "4.1", "0.02")]
    public void One_figure_above_its_limit_is_enough(AirPollutant pollutant, bool percentile, string value, string multiple)
    {
        var verdict = AirAttainment.Assess(Inputs(In2025, (pollutant, percentile, value)));

        verdict.Attained.ShouldBe(false);
        verdict.Exceeding.ShouldBe([pollutant]);
        verdict.Pollutants.Single(p => p.Meets is false).Criteria.Single(c => c.Meets is false).Multiple!.Value.ShouldBe(Decimal(multiple));
    }

    [Fact]
    public void The_same_figures_attain_in_2025_and_fail_under_the_limits_that_came_after()
    {
        AirAttainment.Assess(Inputs(In2027)).Exceeding.ShouldBe([AirPollutant.PM10, AirPollutant.PM25]);
        AirAttainment.Assess(Inputs(In2031)).Exceeding.ShouldBe([AirPollutant.SO2, AirPollutant.NO2, AirPollutant.PM10, AirPollutant.PM25]);
    }

    [Fact]
    public void Another_edition_on_purpose_says_so()
    {
        var verdict = AirAttainment.Assess(Inputs(In2025), EditionCatalogue.Default.AirLimits.Find("gb3095-2026-final")!);

        (verdict.Attained, verdict.RuleState, verdict.Standard).ShouldBe((false, RuleState.Expired, "GB 3095-2026"));
    }

    [Fact]
    public void A_period_in_which_the_limits_changed_is_judged_by_the_last_ones_unverified_and_by_each()
    {
        var inputs = Inputs(DayRange.YearOf(2026), (AirPollutant.PM25, false, "32"));
        var verdict = AirAttainment.Assess(inputs);

        (verdict.Standard, verdict.RuleState).ShouldBe(("GB 3095-2026 (transition)", RuleState.Unverified));
        AirAttainment.ByEditionsOf(inputs).Select(v => (v.Standard, v.Exceeding.Contains(AirPollutant.PM25)))
            .ShouldBe([("GB 3095-2012", false), ("GB 3095-2026 (transition)", true)]);
    }

    [Fact]
    public void It_cannot_be_said_while_a_figure_lacks_days_unless_another_exceeds()
    {
        var few = Figures(In2025).Select(f => f.Pollutant is AirPollutant.SO2 ? f with { Reason = NoVerdictReason.TooFewData } : f).ToList();
        var open = AirAttainment.Assess(new AirAttainmentInputs { Range = In2025, Figures = few });
        var failed = AirAttainment.Assess(new AirAttainmentInputs { Range = In2025, Figures = [.. few.Select(f => f.Pollutant is AirPollutant.O3 ? f with { Value = 161 } : f)] });

        (open.Attained, open.Reason).ShouldBe((null, NoVerdictReason.TooFewData));
        open.Pollutants[0].Criteria.ShouldAllBe(c => c.Reason == NoVerdictReason.TooFewData && c.Meets == null);
        (failed.Attained, failed.Reason).ShouldBe((false, null));
    }

    [Fact]
    public void Figures_that_make_no_sense_have_a_reason()
    {
        var figures = Figures(In2025);
        Reasons([]).ShouldContain(NoVerdictReason.Missing);
        Reasons([.. figures, figures[0] with { Value = 1 }]).ShouldContain(NoVerdictReason.Ambiguous);
        Reasons([figures[0] with { Value = -1 }, .. figures.Skip(1)]).ShouldContain(NoVerdictReason.Negative);
        AirAttainment.Assess(Inputs(DayRange.YearOf(2010))).Reason.ShouldBe(NoVerdictReason.EditionGap);

        static IEnumerable<string?> Reasons(IReadOnlyList<AirFigure> figures) =>
            AirAttainment.Assess(new AirAttainmentInputs { Range = In2025, Figures = figures }).Pollutants.SelectMany(p => p.Criteria).Select(c => c.Reason);
    }

    [Fact]
    public void The_composite_index_is_the_weighted_sum_of_the_ratios()
    {
        var old = CompositeIndex.Assess(Inputs(In2025));
        var weighted = CompositeIndex.Assess(Inputs(In2027));
        var larger = CompositeIndex.Assess(Inputs(In2025, (AirPollutant.PM25, true, "150")), EditionCatalogue.Default.CompositeIndex.Find("composite-2013-annex-c")!);

        // Every figure on its limit of 2012: one each.
        (old.Index, old.RuleState).ShouldBe((6.00m, RuleState.Verified));
        old.Largest.Count.ShouldBe(6);

        // 1 + 2 + 70/60 + 3 * 35/30 + 1 + 2.
        (weighted.Index, weighted.RuleState).ShouldBe((10.67m, RuleState.Unverified));
        weighted.Largest.ShouldBe([AirPollutant.PM25]);
        (larger.Index, larger.RuleState).ShouldBe((7.00m, RuleState.Unverified));
    }

    [Fact]
    public void The_composite_index_needs_all_six()
    {
        var inputs = Inputs(In2025);
        var verdict = CompositeIndex.Assess(inputs with { Figures = [.. inputs.Figures.Where(f => f.Pollutant is not AirPollutant.CO)] });

        (verdict.Index, verdict.Reason).ShouldBe((null, NoVerdictReason.ItemMissing));
        verdict.Missing.ShouldHaveSingleItem().Item.Pollutant.ShouldBe(AirPollutant.CO);
        CompositeIndex.Assess(Inputs(DayRange.YearOf(2010))).Reason.ShouldBe(NoVerdictReason.EditionGap);
    }

    [Fact]
    public void A_higher_figure_never_attains_better_nor_lowers_the_composite_index() => Prop.ForAll(
        Gen.Choose(0, 11).ToArbitrary(), Gen.Choose(0, 20000).ToArbitrary(), Gen.Choose(0, 20000).ToArbitrary(), (which, a, b) =>
    {
        var (low, high) = (Math.Min(a, b) / 100m, Math.Max(a, b) / 100m);
        foreach (var range in new[] { In2025, In2027, In2031 })
        {
            var figures = Figures(range);
            var (better, worse) = (With(low), With(high));
            (AirAttainment.Assess(worse).Attained is not true || AirAttainment.Assess(better).Attained is true).ShouldBeTrue();
            CompositeIndex.Assess(worse).Index!.Value.ShouldBeGreaterThanOrEqualTo(CompositeIndex.Assess(better).Index!.Value);
            var reversed = worse with { Figures = [.. worse.Figures.Reverse()] };
            CompositeIndex.Assess(reversed).Index.ShouldBe(CompositeIndex.Assess(worse).Index);
            AirAttainment.Assess(reversed).Exceeding.ShouldBe(AirAttainment.Assess(worse).Exceeding);

            AirAttainmentInputs With(decimal value) => new() { Range = range, Figures = [.. figures.Select((f, i) => i == which ? f with { Value = value } : f)] };
        }
    }).QuickCheckThrowOnFailure();

    private static AirAttainmentInputs Inputs(DayRange range, params (AirPollutant Pollutant, bool Percentile, string Value)[] other) => new()
    {
        Range = range,
        Figures = [.. Figures(range).Select(f => other.Where(o => o.Pollutant == f.Pollutant && o.Percentile == (f.Percentile is not null)).Select(o => f with { Value = Decimal(o.Value) }).FirstOrDefault() ?? f)],
    };

    // Every figure on the limit of GB 3095-2012.
    private static List<AirFigure> Figures(DayRange range) =>
    [
        Figure(range, AirPollutant.SO2, null, 60), Figure(range, AirPollutant.SO2, 98, 150), Figure(range, AirPollutant.NO2, null, 40), Figure(range, AirPollutant.NO2, 98, 80),
        Figure(range, AirPollutant.PM10, null, 70), Figure(range, AirPollutant.PM10, 95, 150), Figure(range, AirPollutant.PM25, null, 35), Figure(range, AirPollutant.PM25, 95, 75),
        Figure(range, AirPollutant.CO, null, 1), Figure(range, AirPollutant.CO, 95, 4), Figure(range, AirPollutant.O3, null, 90), Figure(range, AirPollutant.O3, 90, 160),
    ];

    private static AirFigure Figure(DayRange range, AirPollutant pollutant, decimal? percentile, decimal value) =>
        new() { Pollutant = pollutant, Percentile = percentile, Value = value, Days = range.Days, DaysNeeded = 324 };

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

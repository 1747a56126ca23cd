using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using static Monitoring.Compliance.Tests.Water.WaterVerdictBuilder;

namespace Monitoring.Compliance.Tests.Water;

public class WaterRulesTests
{
    private static readonly SourceWaterEdition Sources = EditionCatalogue.Default.SourceWater[^1];

    [Fact]
    public void The_tables_of_drinking_water_have_5_and_80_items_and_the_scopes_61_and_109()
    {
        Sources.Sources.Items.Count(i => i.Table == 2).ShouldBe(5);
        Sources.Sources.Items.Count(i => i.Table == 3).ShouldBe(80);
        SourceWaterAssessment.Assess(Source()).Scope.ShouldBe(61);
        SourceWaterAssessment.Assess(Source() with { Period = Compliance.Periods.Period.YearOf(August.Date) }).Scope.ShouldBe(109);
        Sources.Sources.Items.Select(i => i.Code).Distinct().Count().ShouldBe(85);
    }

    [Fact]
    public void Every_limit_of_tables_2_and_3_belongs_to_the_good_side()
    {
        foreach (var item in Sources.Sources.Items)
        {
            SourceWaterAssessment.Assess(Source((item.Code, Gb8170.Text(item.Limit))) with { Period = Compliance.Periods.Period.YearOf(August.Date) }).Exceeding.ShouldBeEmpty(item.NameZh);
            SourceWaterAssessment.Assess(Source((item.Code, Gb8170.Text(item.Limit + 0.0000001m))) with { Period = Compliance.Periods.Period.YearOf(August.Date) })
                .Exceeding.ShouldHaveSingleItem().Item.ShouldBe(item.Code);
        }
    }

    [Fact]
    public void A_source_does_not_attain_by_silence()
    {
        var verdict = SourceWaterAssessment.Assess(Source(("NH3N", "0.2")));

        verdict.Attained.ShouldBeNull();
        verdict.Reason.ShouldBe(NoVerdictReason.ItemMissing);
        verdict.Missing.Count.ShouldBe(60);
    }

    [Fact]
    public void Nitrogen_and_coliforms_never_fail_a_source()
    {
        var verdict = SourceWaterAssessment.Assess(Source(("TN", "9"), ("FC", "90000")) with { WaterBody = WaterBody.Lake });

        verdict.Exceeding.ShouldBeEmpty();
        verdict.Apart.Select(a => (a.Item, a.Class)).ShouldBe([("TN", 6), ("FC", 6)]);
    }

    [Fact]
    public void An_item_given_twice_under_two_names_is_ambiguous()
    {
        var verdict = SourceWaterAssessment.Assess(Source(("NH3N", "0.2"), ("w21003", "9"), ("Unobtainium", "1")));

        verdict.Missing.ShouldContain(new MissingItem("NH3N", NoVerdictReason.Ambiguous));
        verdict.Unknown.ShouldBe(["Unobtainium"]);
    }

    [Theory]
    [InlineData(3, 3, 4, 4, 3, 2)]
    [InlineData(3, 3, 5, 5, 3, 1)]
    [InlineData(3, 3, 6, 4, 3, 2)]
    [InlineData(4, 4, 5, 4, 3, null)]
    [InlineData(2, 2, 3, 3, 2, null)]
    [InlineData(3, 3, 4, 4, 4, null)]
    public void The_level_follows_the_smaller_change(int lastMonth, int lastCumulative, int month, int cumulative, int target, int? level) =>
        YangtzeWarning.Assess(Warning(new MonthClasses(lastMonth, lastCumulative), new MonthClasses(month, cumulative), target)).Level.ShouldBe(level);

    [Theory]
    [InlineData(null, "issued")]
    [InlineData(1, "lowered")]
    [InlineData(2, "kept")]
    public void A_bulletin_says_what_changed_since_the_one_before(int? before, string change) =>
        YangtzeWarning.Assess(Warning(new MonthClasses(3, 3), new MonthClasses(4, 4)) with { PreviousLevel = before }).Change.ShouldBe(change);

    [Fact]
    public void A_section_without_its_classes_is_named_and_not_warned_of()
    {
        var verdict = YangtzeWarning.Assess(Warning(null, new MonthClasses(6, 6)));

        verdict.Level.ShouldBeNull();
        verdict.Reason.ShouldBe(NoVerdictReason.TooFewData);
        verdict.Sections.ShouldHaveSingleItem().Reason.ShouldBe(NoVerdictReason.Missing);
    }

    [Fact]
    public void Classes_that_cannot_be_are_no_warning() =>
        YangtzeWarning.Assess(Warning(new MonthClasses(0, 3), new MonthClasses(9, 6))).Sections[0].Reason.ShouldBe(NoVerdictReason.Impossible);

    [Fact]
    public void Cities_rank_by_their_index_and_by_its_change()
    {
        var verdict = WaterRanking.Assess(Ranking(("A", "6", "3.0"), ("B", "3", "2.0"), ("C", "3", null), ("D", "x", null)));

        verdict.Cities.Select(c => (c.City, c.Rank, c.ChangeRank)).ShouldBe([("B", 1, 2), ("C", 1, null), ("A", 3, 1), ("D", null, null)]);
        verdict.Cities[^1].Missing.ShouldBe(["CODMn"]);
    }

    [Theory]
    [InlineData("0.0000000000000000000000000001", "3")]
    [InlineData("8", "0.0000000000000000000000000001")]
    public void A_number_that_nothing_can_be_a_share_of_has_no_index(string oxygen, string before)
    {
        var ranking = Ranking(("A", "6", before));
        var section = ranking.Cities[0].Sections[0];
        var means = section.Means.ToDictionary(m => m.Key, m => m.Key is "DO" ? oxygen : m.Key is "pH" ? m.Value : "1000000000000", StringComparer.Ordinal);

        var city = WaterRanking.Assess(ranking with { Cities = [ranking.Cities[0] with { Sections = [section with { Means = means }, section with { Section = "T", Means = means }] }] }).Cities[0];

        (city.Index is null || city.ChangePercent is null).ShouldBeTrue();
    }

    [Fact]
    public void New_pollutants_have_a_limit_only_where_table_3_has_one()
    {
        var list = EditionCatalogue.Default.NewPollutants[^1];

        list.Pollutants.Where(p => p.LimitOf is not null).Select(p => (p.Name, Sources.Sources.Find(p.LimitOf!)!.Limit)).ShouldBe(
        [
            ("Hexachlorobutadiene", 0.0006m), ("Pentachlorophenol, its salts and esters", 0.009m), ("Dichloromethane", 0.02m), ("Trichloromethane", 0.06m),
            ("Hexachlorobenzene", 0.05m), ("DDT", 0.001m), ("Lindane", 0.002m), ("Polychlorinated biphenyls", 0.00002m),
        ]);
        NewPollutants.Assess(new NewPollutantInputs { Pollutant = "NP-13", Period = August, Value = "1" }).Reason.ShouldBe(NoVerdictReason.NoLimit);
    }
}

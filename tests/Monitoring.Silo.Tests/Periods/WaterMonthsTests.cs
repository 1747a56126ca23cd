using Monitoring.Compliance.Certificates;
using Monitoring.Silo.Periods;
using Monitoring.Storage;
using static Monitoring.Silo.Tests.Periods.FilledStore;

namespace Monitoring.Silo.Tests.Periods;

public sealed class WaterMonthsTests : IAsyncDisposable
{
    private const string ClassFour = "w01001=7.5 w01009=7.0 w01019=9.0 w21003=0.3 w21011=0.08";

    private readonly FilledStore store = new();

    [Fact]
    public async Task A_section_stands_beside_last_month_and_last_year_and_other_provinces_are_not_among_them()
    {
        await store.Section("S1");
        await store.Section("X1", Province.Other);
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1), ClassFour);
        await store.Fill("S1", At(2026, 7, 1), At(2026, 8, 1));

        var month = await store.Months.Of(Month(2026, 8), new SectionFilter());

        var section = month.Sections.ShouldHaveSingleItem();
        section.Class.ShouldBe(4);
        section.Month.Verdict.Met.ShouldBe(false);
        section.LastMonth.Class.ShouldBe(2);
        section.LastYear.Reason.ShouldBe("too-few-data");
        month.IsOver.ShouldBeTrue();
        (await store.Months.Of(Month(2026, 11), new SectionFilter())).IsOver.ShouldBeFalse();
    }

    [Fact]
    public async Task A_january_looks_back_over_the_turn_of_the_year()
    {
        await store.Section("S1");
        await store.Fill("S1", At(2025, 12, 1), At(2026, 1, 1), ClassFour);
        await store.Fill("S1", At(2026, 1, 1), At(2026, 2, 1));

        var january = (await store.Months.Of(Month(2026, 1), new SectionFilter())).Sections.ShouldHaveSingleItem();

        (january.Class, january.LastMonth.Class).ShouldBe((2, 4));
    }

    [Fact]
    public async Task A_river_is_rated_by_shares_from_five_sections_on_and_by_means_below()
    {
        for (var i = 1; i <= 5; i++)
        {
            await store.Section($"L{i}", river: "沱江", isMainStem: false);
            await store.Fill($"L{i}", At(2026, 8, 1), At(2026, 8, 20), i <= 4 ? ClassTwo : ClassFour);
        }

        await store.Section("K1", river: "涪江", isMainStem: false);
        await store.Section("K2", river: "涪江", isMainStem: false);
        await store.Fill("K1", At(2026, 8, 1), At(2026, 8, 20));
        await store.Fill("K2", At(2026, 8, 1), At(2026, 8, 20), ClassFour);

        var rivers = (await store.Months.Of(Month(2026, 8), new SectionFilter())).Rivers.ToDictionary(r => r.River);

        // 4 of 5 are I to III: 80 %.
        rivers["沱江"].Verdict.Method.ShouldBe("shares");
        rivers["沱江"].Counts.GoodShare.ShouldBe(80.0m);
        rivers["沱江"].Verdict.Rating!.Name.ShouldBe("good");

        rivers["沱江"].Verdict.Indicators.ShouldHaveSingleItem().TextZh.ShouldBe("高锰酸盐指数(20.0%)");

        // Mean of 3.1 and 9.0 is 6.05, rounded half to even 6.0: class III.
        rivers["涪江"].Verdict.Method.ShouldBe("means");
        rivers["涪江"].Verdict.Class.ShouldBe(3);

        foreach (var river in rivers.Values)
        {
            var evidence = (await store.Certificates.Find(river.CertificateId)).ShouldNotBeNull();
            Certificate.Replay(evidence.Document).Difference.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Every_target_of_the_month_is_met_or_not_on_its_own()
    {
        var monitored = await store.Section("S1");
        SectionTarget[] targets = [new(TargetBasis.Assessment, 2, new DateOnly(2026, 1, 1), null), new(TargetBasis.FunctionZone, 3, null, new DateOnly(2026, 8, 1)), new(TargetBasis.FunctionZone, 4, new DateOnly(2026, 8, 1), null)];
        await store.Store.Registry.Upsert(monitored.Section with { Targets = targets });
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1), ClassFour);

        var section = (await store.Months.Of(Month(2026, 8), new SectionFilter())).Sections.ShouldHaveSingleItem();

        section.Targets.Select(t => (t.Target.Basis, t.Target.Class, t.Met)).ShouldBe([("assessment", 2, false), ("function-zone", 4, true)]);
        section.Month.Verdict.Met.ShouldBe(false);
    }

    [Fact]
    public async Task A_comparison_holds_only_sections_of_both_periods_and_counts_the_others()
    {
        await store.Section("S1", isMainStem: false);
        await store.Section("S2", isMainStem: false);
        await store.Fill("S1", At(2026, 7, 1), At(2026, 9, 1));
        await store.Fill("S2", At(2026, 8, 1), At(2026, 9, 1), ClassFour);

        var river = (await store.Months.Of(Month(2026, 8), new SectionFilter())).Rivers.ShouldHaveSingleItem();

        (river.ToLastMonth.Sections, river.ToLastMonth.LeftOut, river.ToLastMonth.Delta).ShouldBe((1, 1, 0m));
        (river.ToLastYear.Sections, river.ToLastYear.LeftOut, river.ToLastYear.Delta).ShouldBe((0, 2, null));
    }

    [Fact]
    public async Task The_main_stem_keeps_class_two_in_one_reading_and_not_in_another()
    {
        await store.Section("S1");
        await store.Section("S2");
        await store.Section("S3");
        await store.Section("T1", isMainStem: false);
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1), "w01001=7.5 w01009=7.0 w01019=3.1 w21003=0.3 w21011=0.02");
        await store.Fill("S2", At(2026, 8, 1), At(2026, 9, 1), "w01001=7.5 w01009=7.0 w01019=3.1 w21003=0.3 w21011=0.12");
        await store.Fill("T1", At(2026, 8, 1), At(2026, 9, 1), ClassFour);

        var statements = await store.Statements.Of(Month(2026, 7), Month(2026, 8));

        var august = statements.MainStem[1];
        august.EverySection.ShouldBe(false);
        (august.ShareAtClassTwo, august.AtClassTwo, august.Judged, august.Sections.Count).ShouldBe((50.0m, 1, 2, 3));
        august.WholeAtClassTwo.ShouldBe(true);
        august.IsSimulated.ShouldBeFalse();
        statements.MissingMonths.Select(m => m.Label).ShouldBe(["2026-07"]);
        statements.MainStem[0].EverySection.ShouldBeNull();
    }

    [Fact]
    public async Task Every_section_at_class_two_is_not_said_while_one_has_no_verdict()
    {
        await store.Section("S1");
        await store.Section("S2", origin: StationOrigin.Simulated);
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1));

        var open = (await store.Statements.Of(Month(2026, 8), Month(2026, 8))).MainStem.ShouldHaveSingleItem();
        await store.Fill("S2", At(2026, 8, 1), At(2026, 9, 1));
        var closed = (await store.Statements.Of(Month(2026, 8), Month(2026, 8))).MainStem.ShouldHaveSingleItem();

        (open.EverySection, closed.EverySection).ShouldBe((null, true));
        closed.IsSimulated.ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

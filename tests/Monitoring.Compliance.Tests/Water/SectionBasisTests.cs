using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;

namespace Monitoring.Compliance.Tests.Water;

public class SectionBasisTests
{
    private static readonly string Edition = EditionCatalogue.Default.Water[^1].Id;

    [Fact]
    public void Two_periods_with_other_item_sets_are_judged_as_then_and_on_one_basis()
    {
        var both = SectionBasis.Of(Month(2019, ItemSet.TwentyOne), Month(2026, ItemSet.Five), Edition, ItemSet.TwentyOne);

        (both.Earlier.Class, both.Later.Class).ShouldBe((4, 2));
        (both.EarlierOnBasis.Class, both.LaterOnBasis.Class).ShouldBe((4, 4));
        both.LaterOnBasis.WhatIf.ShouldBe(Edition);
        both.LaterOnBasis.RuleState.ShouldBe(RuleState.Expired);
        both.Later.WhatIf.ShouldBeNull();
    }

    [Fact]
    public void An_edition_on_purpose_is_said_in_verdict_and_certificate()
    {
        var (verdict, certificate) = SectionCertificate.Certify(Month(2026, ItemSet.TwentyOne) with { WhatIf = Edition });

        verdict.WhatIf.ShouldBe(Edition);
        certificate.Json.ShouldContain($"\"whatIf\":\"{Edition}\"");
        Certificate.Replay(certificate.Json).Difference.ShouldBeNull();
    }

    [Fact]
    public void An_edition_that_nobody_has_is_no_verdict()
    {
        var (verdict, certificate) = SectionCertificate.Certify(Month(2026, ItemSet.Five) with { WhatIf = "gb3838-1988" });

        verdict.Class.ShouldBeNull();
        verdict.Reason.ShouldBe(NoVerdictReason.UnknownEdition);
        Certificate.Replay(certificate.Json).Difference.ShouldBeNull();
    }

    [Fact]
    public void An_item_in_excess_by_nature_stands_apart_with_its_reason()
    {
        var inputs = Month(2026, ItemSet.FivePlus(["COD"])) with
        {
            NaturalBackground = [new BackgroundExemption("w01018", new DateOnly(2025, 1, 1), null, "list of 2025")],
        };

        var both = NaturalBackground.Assess(inputs);
        var (verdict, certificate) = SectionCertificate.Certify(inputs);

        both.WithBackground.Class.ShouldBe(4);
        both.WithoutBackground!.Class.ShouldBe(2);
        verdict.Missing.ShouldContain(new MissingItem("COD", NoVerdictReason.NaturalBackground));
        Certificate.Replay(certificate.Json).Difference.ShouldBeNull();
    }

    [Fact]
    public void An_exemption_of_another_day_changes_nothing()
    {
        var inputs = Month(2026, ItemSet.FivePlus(["COD"])) with { NaturalBackground = [new BackgroundExemption("COD", null, new DateOnly(2025, 12, 31), "list of 2025")] };

        NaturalBackground.Assess(inputs).WithoutBackground.ShouldBeNull();
        SectionAssessment.Assess(inputs).Class.ShouldBe(4);
    }

    [Fact]
    public void Each_target_of_the_day_is_met_or_not_on_its_own()
    {
        DatedTarget[] targets =
        [
            new("function-zone", 3, null, null),
            new("assessment", 2, new DateOnly(2026, 1, 1), null),
            new("assessment", 4, null, new DateOnly(2025, 12, 31)),
        ];

        SectionTargets.Of(3, targets, new DateOnly(2026, 8, 1)).Select(o => (o.Target.Basis, o.Met)).ShouldBe([("assessment", false), ("function-zone", true)]);
        SectionTargets.Of(null, targets, new DateOnly(2026, 8, 1)).ShouldAllBe(o => o.Met == null);
    }

    private static SectionInputs Month(int year, ItemSet set)
    {
        var month = Period.MonthOf(new DateOnly(year, 8, 1));
        return SectionBuilder.Section(("NH3N", "0.4"), ("COD", "24")) with { Period = month, Rounding = RoundingPolicy.Period, ItemSet = set };
    }
}

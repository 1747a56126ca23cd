using Monitoring.Compliance.Water;
using static Monitoring.Compliance.Tests.Water.SectionBuilder;

namespace Monitoring.Compliance.Tests.Water;

public class MainIndicatorsTests
{
    [Fact]
    public void Stand_worst_class_first_then_by_multiple_and_are_three_at_most() =>
        TextsOf(("COD", "33"), ("NH3N", "1.7"), ("TP", "0.25"), ("BOD5", "5.2")).ShouldBe(["NH3N(0.7)", "COD(0.6)", "BOD5(0.3)"]);

    [Fact]
    public void Begin_with_cyanide_and_heavy_metals_whatever_their_class() =>
        TextsOf(("Cr6", "0.06"), ("COD", "45"), ("NH3N", "3.0"), ("TP", "0.9")).ShouldBe(["Cr6(0.2)", "TP(3.5)", "NH3N(2.0)"]);

    [Fact]
    public void Without_a_multiple_come_after_the_others_of_their_class() =>
        TextsOf(("DO", "1.5"), ("CODMn", "16"), ("TP", "0.25")).ShouldBe(["CODMn(1.7)", "DO", "TP(0.2)"]);

    [Fact]
    public void Exact_ties_keep_the_order_of_the_table() =>
        TextsOf(("TP", "0.3"), ("NH3N", "1.5"), ("CODMn", "9")).ShouldBe(["CODMn(0.5)", "NH3N(0.5)", "TP(0.5)"]);

    [Fact]
    public void Are_none_up_to_class_III() => TextsOf(("TP", "0.2"), ("pH", "9")).ShouldBeEmpty();

    private static IEnumerable<string> TextsOf(params (string, string)[] values) =>
        SectionAssessment.Assess(Section(values) with { ItemSet = ItemSet.TwentyOne }).MainIndicators.Select(m => m.Text);
}

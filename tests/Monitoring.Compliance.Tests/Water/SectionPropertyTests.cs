using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Water;
using static Monitoring.Compliance.Tests.Water.SectionBuilder;

namespace Monitoring.Compliance.Tests.Water;

public class SectionPropertyTests
{
    private static readonly WaterEdition Edition = EditionCatalogue.Default.Water[^1];

    // Values in ten-thousandths, dense around the limits of most items.
    private static readonly Arbitrary<int> TenThousandths = Gen.Choose(0, 200_000).ToArbitrary();

    private static readonly Arbitrary<(string Item, int Value)[]> Sections =
        Gen.Elements(Edition.Limits.Items.Select(i => i.Code)).Zip(Gen.Choose(-100, 200_000)).Select(p => (p.Item1, p.Item2)).ArrayOf().ToArbitrary();

    [Fact]
    public void A_worse_value_never_has_a_better_class() => Prop.ForAll(TenThousandths, TenThousandths, (a, b) =>
    {
        var (low, high) = (Math.Min(a, b) / 10_000m, Math.Max(a, b) / 10_000m);
        foreach (var item in Edition.Limits.Items.Where(i => i.Direction is LimitDirection.Max or LimitDirection.Min))
        {
            foreach (var body in Enum.GetValues<WaterBody>())
            {
                var (ofLow, ofHigh) = (SingleFactor.ClassOf(item, body, low), SingleFactor.ClassOf(item, body, high));
                (item.Direction is LimitDirection.Max ? ofLow <= ofHigh || ofLow is null : ofLow >= ofHigh).ShouldBeTrue(item.Code);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_boundary_value_belongs_to_the_better_class()
    {
        foreach (var item in Edition.Limits.Items.Where(i => i.Limits is not null))
        {
            for (var waterClass = 1; waterClass <= 5; waterClass++)
            {
                var limit = SingleFactor.LimitOf(item, WaterBody.River, waterClass)!.Value;
                var beyond = limit + (item.Direction is LimitDirection.Max ? 0.0000001m : -0.0000001m);

                SingleFactor.ClassOf(item, WaterBody.River, limit)!.Value.ShouldBeLessThanOrEqualTo(waterClass, item.Code);
                SingleFactor.ClassOf(item, WaterBody.River, beyond)!.Value.ShouldBeGreaterThan(waterClass, item.Code);
            }
        }
    }

    [Fact]
    public void The_order_of_the_values_changes_nothing() => Prop.ForAll(Sections, values =>
    {
        var inputs = InputsOf(values);
        var reversed = inputs with { Values = [.. inputs.Values.Reverse()] };

        SectionCertificate.Of(reversed).Json.ShouldBe(SectionCertificate.Of(inputs).Json);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_item_more_never_makes_a_class_better() => Prop.ForAll(Sections, values =>
    {
        if (values.Length == 0)
        {
            return;
        }

        var all = SectionAssessment.Assess(InputsOf(values)).Class;
        var fewer = SectionAssessment.Assess(InputsOf(values.Where(v => v.Item != values[0].Item).ToArray())).Class;

        (fewer is null || all is null || all >= fewer).ShouldBeTrue();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_section_has_a_class_or_a_reason() => Prop.ForAll(Sections, values =>
    {
        var verdict = SectionAssessment.Assess(InputsOf(values));

        (verdict.Class is null).ShouldBe(verdict.Reason is not null);
        (verdict.Items + verdict.Missing.Count).ShouldBe(21);
    }).QuickCheckThrowOnFailure();

    private static SectionInputs InputsOf((string Item, int Value)[] values) => Section() with
    {
        ItemSet = ItemSet.TwentyOne,
        Rounding = RoundingPolicy.Period,
        Values = [.. values.Select((v, i) => Value(v.Item, (v.Value / 10_000m).ToString(System.Globalization.CultureInfo.InvariantCulture), minutesLater: i))],
    };
}

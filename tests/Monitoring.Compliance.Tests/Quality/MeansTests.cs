using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Tests.Quality;

public class MeansTests
{
    [Fact]
    public void Of_ph_goes_through_hydrogen_ions() =>
        Gb8170.RoundPlain(HydrogenIonMean.Of([6.5m, 7.9m, 8.8m, 9m, 6.78m, 8.87m]), 2).ShouldBe(7.08m);

    [Fact]
    public void Of_one_ph_is_that_ph_to_twenty_digits() => Prop.ForAll(Gen.Choose(0, 1400).ToArbitrary(), n =>
        Math.Round(HydrogenIonMean.Of([n / 100m, n / 100m]), 20).ShouldBe(n / 100m)).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_ph_lies_between_the_lowest_and_the_arithmetic_mean() =>
        Prop.ForAll(Gen.Choose(0, 1400).ToArbitrary(), Gen.Choose(0, 1400).ToArbitrary(), (a, b) =>
        {
            var (x, y) = (a / 100m, b / 100m);
            var mean = Math.Round(HydrogenIonMean.Of([x, y]), 15);

            mean.ShouldBeInRange(Math.Min(x, y), (x + y) / 2);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Logarithm_and_exponential_undo_each_other() => Prop.ForAll(Gen.Choose(1, 2_000_000).ToArbitrary(), n =>
    {
        var x = n / 1000m;

        Math.Abs((DecimalMath.Exp(DecimalMath.Ln(x)) / x) - 1).ShouldBeLessThan(1e-24m);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Logarithms_have_the_digits_of_the_tables()
    {
        DecimalMath.Ln(2).ShouldBe(DecimalMath.Ln2, 1e-26m);
        DecimalMath.Ln(10).ShouldBe(DecimalMath.Ln10, 1e-26m);
        DecimalMath.Exp(1).ShouldBe(2.7182818284590452353602874714m, 1e-26m);
    }
}

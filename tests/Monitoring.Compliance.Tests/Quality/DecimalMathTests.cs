using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Tests.Quality;

public class DecimalMathTests
{
    [Fact]
    public void A_remembered_power_has_the_digits_of_a_computed_one() => Prop.ForAll(Gen.Choose(0, 14_000).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (thousandths, zeros) =>
    {
        // 0.5, 0.50 and 0.500 are one number in different clothes.
        var x = thousandths / 1000m * (zeros switch { 0 => 1m, 1 => 1.0m, 2 => 1.00m, _ => 1.000m });

        DecimalMath.TenToMinus(x).ShouldBe(DecimalMath.Exp(-(thousandths / 1000m) * DecimalMath.Ln10));
        DecimalMath.TenToMinus(x).ShouldBe(DecimalMath.TenToMinus(x));
    }).QuickCheckThrowOnFailure();
}

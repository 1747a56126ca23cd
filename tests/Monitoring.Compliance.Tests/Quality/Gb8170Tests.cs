using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Tests.Quality;

public class Gb8170Tests
{
    [Theory]
    [InlineData("0.125", 2, "0.12")]
    [InlineData("0.135", 2, "0.14")]
    [InlineData("2.5", 0, "2")]
    [InlineData("3.5", 0, "4")]
    [InlineData("1.005", 2, "1.00")]
    [InlineData("1.015", 2, "1.02")]
    [InlineData("4.95", 1, "5.0")]
    [InlineData("-0.5", 0, "-0.5")]
    [InlineData("0.00004", 3, "0.00004")]
    [InlineData("0.000046", 3, "0.00005")]
    [InlineData("0.0005", 3, "0.0005")]
    [InlineData("0", 3, "0.000")]
    public void Rounds_half_to_even_and_keeps_a_digit_of_what_is_not_zero(string value, int decimals, string expected)
    {
        var rounded = Gb8170.Round(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), decimals);

        Gb8170.Text(rounded, decimals).ShouldBe(expected);
    }

    [Fact]
    public void Rounding_twice_is_rounding_once() => Prop.ForAll(Gen.Choose(-1_000_000, 1_000_000).ToArbitrary(), Gen.Choose(0, 6).ToArbitrary(), (n, decimals) =>
    {
        var rounded = Gb8170.Round(n / 100_000m, decimals);

        Gb8170.Round(rounded, decimals).ShouldBe(rounded);
    }).QuickCheckThrowOnFailure();
}

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
    public void Rounding_to_an_interval_twice_is_rounding_once_and_lands_on_it() => Prop.ForAll(Gen.Choose(-1_000_000, 1_000_000).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), (n, decimals) =>
    {
        foreach (var (round, parts) in new[] { ((Func<decimal, int, decimal?>)Gb8170.RoundToHalf, 2), (Gb8170.RoundToFifth, 5) })
        {
            var rounded = round(n / 100_000m, decimals)!.Value;

            round(rounded, decimals).ShouldBe(rounded);
            Gb8170.RoundPlain(rounded * parts, decimals).ShouldBe(rounded * parts);
            Math.Abs(rounded - (n / 100_000m)).ShouldBeLessThanOrEqualTo(0.5m / parts / (decimal)Math.Pow(10, decimals));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_too_great_for_the_interval_has_no_rounding() => Gb8170.RoundToFifth(decimal.MaxValue, 0).ShouldBeNull();

    [Fact]
    public void Rounding_twice_is_rounding_once() => Prop.ForAll(Gen.Choose(-1_000_000, 1_000_000).ToArbitrary(), Gen.Choose(0, 6).ToArbitrary(), (n, decimals) =>
    {
        var rounded = Gb8170.Round(n / 100_000m, decimals);

        Gb8170.Round(rounded, decimals).ShouldBe(rounded);
    }).QuickCheckThrowOnFailure();
}

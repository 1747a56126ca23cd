using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Tests.Quality;

public class MeasuredValueTests
{
    [Fact]
    public void Of_any_text_is_a_number_or_a_reason_never_both_and_never_an_exception() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(),
        ArbMap.Default.ArbFor<string>(),
        (text, flag) =>
        {
            var value = MeasuredValue.Read(text, flag);

            (value.Number is null).ShouldBe(value.Reason is not null);
            (value.Number ?? 0).ShouldBeGreaterThanOrEqualTo(0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Below_detection_is_exactly_half_of_the_limit_that_certificates_of_the_first_release_divided_by_two() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        Gen.Choose(0, 28).ToArbitrary(),
        (digits, decimals) =>
        {
            var limit = new decimal(digits, 0, 0, isNegative: false, (byte)decimals);

            MeasuredValue.Read(limit.ToString(System.Globalization.CultureInfo.InvariantCulture) + "L", flag: null).Number.ShouldBe(limit / 2);
        }).QuickCheckThrowOnFailure();
}

using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Tests.Air;

public class AirStatisticsTests
{
    private static readonly AirStatisticsEdition Edition = EditionCatalogue.Default.AirStatisticsAt(new DateOnly(2026, 4, 1))!;

    [Theory]
    [InlineData(20, true)]
    [InlineData(19, false)]
    public void A_day_needs_twenty_hours(int hours, bool isValid) =>
        (AirStatistics.DailyMean(Hours(hours, 50), Edition).Mean is not null).ShouldBe(isValid);

    [Fact]
    public void An_ozone_day_has_seventeen_windows_and_needs_fourteen()
    {
        AirStatistics.OzoneDailyMaximum(Hours(24, 100), Edition).ShouldBe(new OzoneDayVerdict(17, 100m));
        AirStatistics.OzoneDailyMaximum(Hours(19, 100), Edition).ShouldBe(new OzoneDayVerdict(14, 100m));
        AirStatistics.OzoneDailyMaximum(Hours(18, 100), Edition).ShouldBe(new OzoneDayVerdict(13, null));
    }

    [Fact]
    public void An_ozone_day_above_the_limit_is_valid_with_fewer()
    {
        AirStatistics.OzoneDailyMaximum(Hours(8, 161), Edition).Maximum.ShouldBe(161m);
        AirStatistics.OzoneDailyMaximum(Hours(8, 160), Edition).Maximum.ShouldBeNull();
    }

    [Fact]
    public void Percentiles_interpolate_as_the_text_says()
    {
        AirStatistics.Percentile([50, 10, 30, 20, 40], 90).ShouldBe(46m);
        AirStatistics.Percentile([7], 98).ShouldBe(7m);
        AirStatistics.Percentile([1, 2], 100).ShouldBe(2m);
        AirStatistics.Percentile([], 90).ShouldBeNull();
    }

    [Fact]
    public void Shares_have_the_days_that_are_valid_below_the_line()
    {
        AirStatistics.GoodDayShare(27, 29).ShouldBe(93.1m);
        AirStatistics.GoodDayShare(0, 0).ShouldBeNull();
        AirStatistics.GoodDayShare(30, 29).ShouldBeNull();
    }

    private static List<decimal?> Hours(int count, decimal value) => [.. Enumerable.Range(0, 24).Select(h => h < count ? value : (decimal?)null)];
}

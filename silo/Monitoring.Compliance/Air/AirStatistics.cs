using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>A mean over the hours of a day (GB 3095 table 4).</summary>
/// <param name="Hours">How many hours had a value.</param>
/// <param name="Mean">The mean, unrounded; null when the day has too few hours.</param>
public sealed record DailyMeanVerdict(int Hours, decimal? Mean);

/// <summary>The daily maximum of the eight-hour mean of ozone (HJ 663).</summary>
/// <param name="ValidWindows">Windows with enough hours.</param>
/// <param name="Maximum">The highest valid window, unrounded; null when the day is not valid.</param>
public sealed record OzoneDayVerdict(int ValidWindows, decimal? Maximum);

/// <summary>Statistics of ambient air (GB 3095 section 6 and table 4; HJ 663).</summary>
public static class AirStatistics
{
    private const int ShareDecimals = 1;

    /// <summary>The mean of a natural day from its hourly values, hour 1 to 24; null for hours without a valid value. Too few hours give no mean (GB 3095 table 4).</summary>
    public static DailyMeanVerdict DailyMean(IReadOnlyList<decimal?> hours, AirStatisticsEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var values = Present(hours);
        return new DailyMeanVerdict(values.Count, values.Count >= edition.MinHoursOfDay ? ArithmeticMean.Of(values) : null);
    }

    /// <summary>
    /// The day's highest moving eight-hour mean over the windows that end at 08:00 to 24:00, from the hourly values of hour 1 to 24.
    /// A window needs six hours; the day needs fourteen windows, or fewer when the maximum is above the limit (HJ 663).
    /// </summary>
    public static OzoneDayVerdict OzoneDailyMaximum(IReadOnlyList<decimal?> hours, AirStatisticsEdition edition)
    {
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(edition);
        var windows = new List<decimal>();
        for (var end = edition.FirstWindowEnd; end <= edition.LastWindowEnd; end++)
        {
            var values = Present([.. hours.Take(end).Skip(end - edition.WindowHours)]);
            if (values.Count >= edition.MinHoursOfWindow)
            {
                windows.Add(ArithmeticMean.Of(values));
            }
        }

        decimal? maximum = windows.Count == 0 ? null : windows.Max();
        var isValid = windows.Count >= edition.MinWindows || maximum > edition.OzoneLimit;
        return new OzoneDayVerdict(windows.Count, isValid ? maximum : null);
    }

    /// <summary>
    /// The percentile with the official interpolation: k = 1 + (n - 1) p / 100 among the ascending values (HJ 663). Null for no
    /// values or a percentile outside 0 to 100.
    /// </summary>
    public static decimal? Percentile(IReadOnlyList<decimal> values, decimal percent)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0 || percent is < 0 or > 100)
        {
            return null;
        }

        return PercentileOfAscending([.. values.Order()], percent);
    }

    /// <summary>The same of values that are in order already; null for none (HJ 663).</summary>
    internal static decimal? PercentileOfAscending(IReadOnlyList<decimal> ascending, decimal percent)
    {
        if (ascending.Count == 0)
        {
            return null;
        }

        var k = (ascending.Count - 1) * percent / 100;
        var s = (int)decimal.Truncate(k);
        return s + 1 == ascending.Count ? ascending[s] : ascending[s] + ((ascending[s + 1] - ascending[s]) * (k - s));
    }

    /// <summary>Excellent and good days over valid days in percent, one decimal; null without valid days (HJ 663).</summary>
    public static decimal? GoodDayShare(int goodDays, int validDays) =>
        validDays <= 0 || goodDays < 0 || goodDays > validDays ? null : Gb8170.RoundPlain(goodDays * 100m / validDays, ShareDecimals);

    /// <summary>A province's share: the mean of its cities' shares, one decimal; null without cities (published bulletins).</summary>
    public static decimal? ProvinceGoodDayShare(IReadOnlyList<decimal> cityShares)
    {
        ArgumentNullException.ThrowIfNull(cityShares);
        return cityShares.Count == 0 ? null : Gb8170.RoundPlain(ArithmeticMean.Of(cityShares), ShareDecimals);
    }

    private static List<decimal> Present(IReadOnlyList<decimal?> hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        return [.. hours.Where(h => h is not null).Select(h => h!.Value)];
    }
}

using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>One daily concentration of a site, or why there is none (HJ 663, HJ 633).</summary>
/// <param name="Item">What and over what time.</param>
/// <param name="Value">Unrounded, µg/m³, carbon monoxide mg/m³; null when the day is not valid for it.</param>
/// <param name="Valid">Valid hours, of ozone's eight-hour maximum valid windows.</param>
/// <param name="Needed">How many the day needs.</param>
/// <param name="Reason">Why there is no value (<see cref="NoVerdictReason"/>).</param>
public sealed record SiteDayItem(AirItem Item, decimal? Value, int Valid, int Needed, string? Reason);

/// <summary>The daily concentrations of one site from its hours (GB 3095 section 6 and table 4; HJ 663).</summary>
public static class SiteDayConcentrations
{
    /// <summary>
    /// Of one pollutant: its mean of 24 hours; of ozone the daily maximum of the eight-hour mean and the highest hour, which HJ 633-2012
    /// still reports (GB 3095 table 4; HJ 663). Only the eight-hour maximum may rest on fewer data when it is above the limit: for the highest
    /// hour the text has no such exception.
    /// </summary>
    /// <param name="pollutant">Which.</param>
    /// <param name="hours">Hour 1 to 24; null for hours without a valid value, negative and impossible ones count as none.</param>
    /// <param name="edition">The minimums.</param>
    public static IReadOnlyList<SiteDayItem> Of(AirPollutant pollutant, IReadOnlyList<decimal?> hours, AirStatisticsEdition edition)
    {
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(edition);
        if (hours.Count != AirHours.OfDay)
        {
            return [Item(pollutant is AirPollutant.O3 ? Averaging.EightHour : Averaging.TwentyFourHour, null, 0, edition.MinHoursOfDay)];
        }

        IReadOnlyList<decimal?> valid = [.. hours.Select(h => h is { } value && MeasuredValue.IsPossible(value) ? h : null)];
        var day = AirStatistics.DailyMean(valid, edition);
        if (pollutant is not AirPollutant.O3)
        {
            return [Item(Averaging.TwentyFourHour, day.Mean, day.Hours, edition.MinHoursOfDay)];
        }

        var ozone = AirStatistics.OzoneDailyMaximum(valid, edition);
        return
        [
            Item(Averaging.EightHour, ozone.Maximum, ozone.ValidWindows, edition.MinWindows),
            Item(Averaging.OneHour, day.Mean is null ? null : valid.Max(), day.Hours, edition.MinHoursOfDay),
        ];

        SiteDayItem Item(Averaging averaging, decimal? value, int count, int needed) =>
            new(new AirItem(pollutant, averaging), value, count, needed, value is not null ? null : count == 0 ? NoVerdictReason.Missing : NoVerdictReason.TooFewData);
    }
}

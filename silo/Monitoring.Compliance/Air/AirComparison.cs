using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>Two periods of days, each as it was judged then and both under one edition (HJ 633, 同口径).</summary>
/// <param name="Shares">The shares of good days: two as judged then, two on one basis.</param>
/// <param name="ChangeAsJudged">Later minus earlier share in percentage points, as judged then; null where one has none.</param>
/// <param name="ChangeOnBasis">The same under one edition: how the air itself changed.</param>
public sealed record AirComparison(SameBasis<GoodDayShares> Shares, decimal? ChangeAsJudged, decimal? ChangeOnBasis)
{
    /// <summary>
    /// Judges the days of two periods by the editions of their days, and all of them by one (HJ 633-2012 or HJ 633-2026).
    /// </summary>
    /// <param name="earlier">The days of the earlier period; a period that is no day takes no part.</param>
    /// <param name="later">The days of the later period.</param>
    /// <param name="basis">The edition that judges both.</param>
    public static AirComparison Of(IReadOnlyList<AirIndexInputs> earlier, IReadOnlyList<AirIndexInputs> later, AirIndexEdition basis)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(basis);
        var shares = SameBasis.Of(id => SharesOf(earlier, id is null ? null : basis), id => SharesOf(later, id is null ? null : basis), basis.Id);
        return new AirComparison(shares, Change(shares.Earlier, shares.Later), Change(shares.EarlierOnBasis, shares.LaterOnBasis));
    }

    private static GoodDayShares SharesOf(IReadOnlyList<AirIndexInputs> days, AirIndexEdition? edition)
    {
        var levels = days.Where(d => d.Period.Kind is Periods.PeriodKind.Day)
            .Select(d => new AirDayLevel(d.Period.Date, (edition is null ? AirQualityIndex.Assess(d) : AirQualityIndex.Assess(d, edition)).Category?.Level)).ToList();
        var range = levels.Count == 0 ? new DayRange(DateOnly.MinValue.AddDays(1), DateOnly.MinValue) : new DayRange(levels.Min(l => l.Day), levels.Max(l => l.Day));
        return GoodAirDays.Of(range, levels, []);
    }

    private static decimal? Change(GoodDayShares earlier, GoodDayShares later) =>
        later.Measured.Share is { } to && earlier.Measured.Share is { } from ? Gb8170.RoundPlain(to - from, 1) : null;
}

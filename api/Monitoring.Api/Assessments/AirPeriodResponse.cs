using Monitoring.Api.Stations;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;
using Monitoring.Silo.Periods;

namespace Monitoring.Api.Assessments;

/// <summary>A week, month or year of one air site by itself: an index is one of an hour or a day.</summary>
/// <param name="ByCategory">Days that are excellent, good, lightly, moderately, heavily and severely polluted.</param>
/// <param name="GoodDayShare">Excellent and good days over valid days, percent.</param>
/// <param name="ValidDays">Days with an index: the denominator.</param>
/// <param name="Attained">Whether all six pollutants meet grade II; null while it cannot be said.</param>
internal sealed record AirPeriodResponse(
    IReadOnlyList<int> ByCategory,
    decimal? GoodDayShare,
    int GoodDays,
    int ValidDays,
    IReadOnlyList<FigureResponse> Figures,
    bool? Attained,
    AttainmentResponse Attainment,
    CompositeResponse CompositeIndex,
    DateTimeOffset? At,
    string? Reason,
    DateTimeOffset? Since,
    decimal Completeness,
    IReadOnlyList<MissingResponse> Missing,
    RuleState? RuleState,
    string? Standard,
    string? Period,
    string? CertificateId)
    : VerdictResponse(At, Reason, Since, Completeness, Missing, RuleState, Standard, Period, CertificateId)
{
    private const int CompletenessDecimals = 4;

    public static AirPeriodResponse Of(AirDays air)
    {
        var (shares, judged) = (air.Shares.Measured, air.Judged);
        return new AirPeriodResponse(
            air.ByCategory,
            shares.Share,
            shares.GoodDays,
            shares.ValidDays,
            [.. air.Figures.Select(FigureResponse.Of)],
            judged.Attainment.Attained,
            AttainmentResponse.Of(judged),
            CompositeResponse.Of(judged),
            ChinaTime.StartOf(judged.Range.From),
            judged.Figures.Reason ?? (shares.ValidDays == 0 ? NoVerdictReason.NoData : null),
            Since: null,
            Gb8170.RoundPlain((decimal)shares.ValidDays / judged.Range.Days, CompletenessDecimals),
            [.. air.Figures.Where(f => f.Reason is not null).Select(f => new MissingResponse(f.Pollutant.Text(), f.Reason!))],
            judged.Figures.Standard is null ? null : judged.Figures.RuleState,
            judged.Figures.Standard,
            judged.Range.Label,
            judged.Certificates?.Figures);
    }
}

using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Silo.Periods;

namespace Monitoring.Api.Assessments;

/// <summary>One of the six figures.</summary>
/// <param name="Statistic">mean, p95 or p90.</param>
/// <param name="Value">µg/m³, CO mg/m³.</param>
/// <param name="Days">Valid days it rests on.</param>
/// <param name="DaysNeeded">Valid days without which no limit is held against it.</param>
internal sealed record FigureResponse(string Code, string Name, string Statistic, decimal? Value, string Unit, int Days, int DaysNeeded)
{
    public static FigureResponse Of(AirFigure figure) => new(
        figure.Pollutant.Code(), figure.Pollutant.Text(), figure.Statistic, figure.Value, figure.Pollutant is AirPollutant.CO ? "mg/m³" : "µg/m³", figure.Days, figure.DaysNeeded);
}

/// <summary>One figure against its limit of grade II.</summary>
/// <param name="Multiple">By how many times the limit the value exceeds it; null where it does not.</param>
/// <param name="Reason">Why it cannot be said.</param>
internal sealed record CriterionResponse(string Statistic, decimal? Value, decimal Limit, bool? Meets, decimal? Multiple, string? Reason)
{
    public static CriterionResponse Of(AttainmentCriterion criterion) =>
        new(criterion.Statistic, criterion.Value, criterion.Limit, criterion.Meets, criterion.Multiple, criterion.Reason);
}

/// <summary>One pollutant against its limits.</summary>
internal sealed record PollutantAttainmentResponse(string Code, string Name, bool? Meets, IReadOnlyList<CriterionResponse> Criteria)
{
    public static PollutantAttainmentResponse Of(PollutantAttainment pollutant) =>
        new(pollutant.Pollutant.Code(), pollutant.Pollutant.Text(), pollutant.Meets, [.. pollutant.Criteria.Select(CriterionResponse.Of)]);
}

/// <summary>Attainment of grade II.</summary>
/// <param name="Standard">The limits that judged; null when none were in force.</param>
/// <param name="CertificateId">The evidence; null while the range runs.</param>
internal sealed record AttainmentResponse(
    bool? Attained, string? Reason, string? Standard, RuleState RuleState, IReadOnlyList<PollutantAttainmentResponse> Pollutants, string? CertificateId)
{
    public static AttainmentResponse Of(JudgedDays judged) => new(
        judged.Attainment.Attained,
        judged.Attainment.Reason,
        judged.Attainment.Standard,
        judged.Attainment.RuleState,
        [.. judged.Attainment.Pollutants.Select(PollutantAttainmentResponse.Of)],
        judged.Certificates?.Attainment);
}

/// <summary>Attainment by one edition of the limits.</summary>
/// <param name="Exceeding">Codes of the pollutants that exceed.</param>
internal sealed record EditionAttainmentResponse(string? Standard, bool? Attained, IReadOnlyList<string> Exceeding)
{
    public static EditionAttainmentResponse Of(AirAttainmentVerdict verdict) => new(verdict.Standard, verdict.Attained, [.. verdict.Exceeding.Select(p => p.Code())]);
}

/// <summary>The composite index; lower is better.</summary>
/// <param name="Largest">Codes of the pollutants that add most.</param>
/// <param name="CertificateId">The evidence; null while the range runs.</param>
internal sealed record CompositeResponse(decimal? Index, string? Reason, IReadOnlyList<string> Largest, string? Standard, RuleState RuleState, string? CertificateId)
{
    public static CompositeResponse Of(JudgedDays judged) => new(
        judged.Composite.Index,
        judged.Composite.Reason,
        judged.Composite.Index is null ? [] : [.. judged.Composite.Largest.Select(p => p.Code())],
        judged.Composite.Standard,
        judged.Composite.RuleState,
        judged.Certificates?.Composite);
}

/// <summary>Good days with the dust days of notices deducted.</summary>
/// <param name="Sources">The notices.</param>
internal sealed record DeductedResponse(decimal? GoodDayShare, int GoodDays, int ValidDays, int DustDays, IReadOnlyList<string> Sources)
{
    public static DeductedResponse? Of(GoodDayShares shares) => shares.Deducted is { } deducted
        ? new DeductedResponse(deducted.Share, deducted.GoodDays, deducted.ValidDays, shares.DustDays.Count, [.. shares.DustDays.Select(d => d.Source).Distinct()])
        : null;
}

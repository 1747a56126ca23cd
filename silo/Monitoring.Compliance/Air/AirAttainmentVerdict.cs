using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Air;

/// <summary>One figure against its limit (HJ 663, GB 3095).</summary>
/// <param name="Statistic"><c>mean</c>, or the percentile such as <c>p95</c>.</param>
/// <param name="Value">The rounded figure, µg/m³, carbon monoxide mg/m³; null without one.</param>
/// <param name="Limit">Grade II.</param>
/// <param name="Meets">True up to the limit; null where it cannot be said.</param>
/// <param name="Multiple">By how many times the limit the value exceeds it; null where it does not.</param>
/// <param name="Reason">Why it cannot be said (<see cref="Quality.NoVerdictReason"/>).</param>
public sealed record AttainmentCriterion(string Statistic, decimal? Value, decimal Limit, bool? Meets, decimal? Multiple, string? Reason);

/// <summary>One pollutant against its limits (HJ 663, GB 3095).</summary>
/// <param name="Pollutant">Which.</param>
/// <param name="Meets">False as soon as one criterion is exceeded, true when all are met; null otherwise.</param>
/// <param name="Criteria">Mean and percentile; carbon monoxide and ozone have the percentile only.</param>
public sealed record PollutantAttainment(AirPollutant Pollutant, bool? Meets, IReadOnlyList<AttainmentCriterion> Criteria);

/// <summary>Whether grade II is attained (HJ 663, GB 3095).</summary>
public sealed record AirAttainmentVerdict
{
    // From knowledge: HJ 663-2013 states over-limit multiples with two decimals.
    internal const int MultipleDecimals = 2;

    /// <summary>The days.</summary>
    public required DayRange Range { get; init; }

    /// <summary>False as soon as one pollutant exceeds, true when all six meet; null while none exceeds and one cannot be said.</summary>
    public bool? Attained { get; init; }

    /// <summary>The six pollutants; empty without limits.</summary>
    public IReadOnlyList<PollutantAttainment> Pollutants { get; init; } = [];

    /// <summary>Those that exceed.</summary>
    public IReadOnlyList<AirPollutant> Exceeding => [.. Pollutants.Where(p => p.Meets is false).Select(p => p.Pollutant)];

    /// <summary>The limits, such as <c>GB 3095-2026 (transition)</c>; null when none were in force.</summary>
    public string? Standard { get; init; }

    /// <summary>The weakest state of the rules that were used.</summary>
    public RuleState RuleState { get; init; }

    /// <summary>Why it cannot be said (<see cref="Quality.NoVerdictReason"/>); null when it can.</summary>
    public string? Reason { get; init; }
}

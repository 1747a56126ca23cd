using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>One figure of a pollutant over a period (HJ 663).</summary>
public sealed record AirFigure
{
    /// <summary>Which.</summary>
    public AirPollutant Pollutant { get; init; }

    /// <summary>Which percentile of the days; null for their mean.</summary>
    public decimal? Percentile { get; init; }

    /// <summary><c>mean</c>, <c>p90</c>, <c>p95</c> or <c>p98</c>.</summary>
    public string Statistic => Percentile is { } p ? "p" + Gb8170.Text(p) : "mean";

    /// <summary>Before rounding; null without a day.</summary>
    public decimal? Unrounded { get; init; }

    /// <summary>Rounded, µg/m³, carbon monoxide mg/m³; null without a day. It stands also where the days do not suffice.</summary>
    public decimal? Value { get; init; }

    /// <summary>Valid days it rests on.</summary>
    public int Days { get; init; }

    /// <summary>Valid days that the period needs.</summary>
    public int DaysNeeded { get; init; }

    /// <summary>True when a limit is held against it; the means of carbon monoxide and ozone are for information (GB 3095 table 1).</summary>
    public bool IsJudged { get; init; }

    /// <summary>Why the figure may not be judged (<see cref="NoVerdictReason"/>); null when the days suffice.</summary>
    public string? Reason { get; init; }
}

/// <summary>A day that takes no part in the figures (HJ 663).</summary>
/// <param name="Day">Which.</param>
/// <param name="Item">Which concentration.</param>
/// <param name="Reason">Why (<see cref="NoVerdictReason"/>).</param>
public sealed record RefusedDay(DateOnly Day, AirItem Item, string Reason);

/// <summary>The figures of a period (HJ 663).</summary>
public sealed record AirPeriodVerdict
{
    /// <summary>The days.</summary>
    public required DayRange Range { get; init; }

    /// <summary>Mean and percentile of each pollutant, in the order of the edition; empty without an edition.</summary>
    public IReadOnlyList<AirFigure> Figures { get; init; } = [];

    /// <summary>Days that took no part, each with its reason.</summary>
    public IReadOnlyList<RefusedDay> Refused { get; init; } = [];

    /// <summary>The edition, such as <c>HJ 663-2026</c>; null when none was in force.</summary>
    public string? Standard { get; init; }

    /// <summary>The weakest state of the rules that were used.</summary>
    public RuleState RuleState { get; init; }

    /// <summary>Why there are no figures (<see cref="NoVerdictReason"/>); null with them.</summary>
    public string? Reason { get; init; }

    /// <summary>The mean of a pollutant; null without figures.</summary>
    public AirFigure? MeanOf(AirPollutant pollutant) => Figures.FirstOrDefault(f => f.Pollutant == pollutant && f.Percentile is null);

    /// <summary>The percentile of a pollutant; null without figures.</summary>
    public AirFigure? PercentileOf(AirPollutant pollutant) => Figures.FirstOrDefault(f => f.Pollutant == pollutant && f.Percentile is not null);
}

using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>Everything attainment is judged from (HJ 663, GB 3095).</summary>
public sealed record AirAttainmentInputs
{
    /// <summary>The days; the last one chooses the limits.</summary>
    public required DayRange Range { get; init; }

    /// <summary>GB/T 2260 code of the city: GB 3095-2012 was phased in by city. Null stands for "elsewhere".</summary>
    public string? CityCode { get; init; }

    /// <summary>The figures of the period, as <see cref="AirPeriod"/> makes them.</summary>
    public required IReadOnlyList<AirFigure> Figures { get; init; }
}

/// <summary>
/// Whether a city meets grade II: per pollutant the mean against the yearly limit and the percentile against the daily limit; the city
/// when all six do (GB 3095 table 1; HJ 663).
/// </summary>
public static class AirAttainment
{
    /// <summary>By the limits in force in the city on the last day (GB 3095). Whatever the inputs hold, this returns.</summary>
    public static AirAttainmentVerdict Assess(AirAttainmentInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return EditionCatalogue.Default.AirLimitsAt(inputs.Range.To, inputs.CityCode) is { } edition ? Assess(inputs, edition) : NoVerdict(inputs, NoVerdictReason.EditionGap);
    }

    /// <summary>
    /// By given limits ("what if"). The rule state says when they were not in force on the last day, and is unverified for a period that is no
    /// year or in which the limits changed (GB 3095, HJ 663): no text says how these are judged.
    /// </summary>
    public static AirAttainmentVerdict Assess(AirAttainmentInputs inputs, AirLimitsEdition edition)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(edition);
        var pollutants = Enum.GetValues<AirPollutant>().Select(p => Of(p, inputs.Figures, edition)).ToList();
        var fails = pollutants.Exists(p => p.Meets is false);
        var isOpen = pollutants.Exists(p => p.Meets is null);
        return new AirAttainmentVerdict
        {
            Range = inputs.Range,
            Attained = fails ? false : isOpen ? null : true,
            Reason = isOpen && !fails ? NoVerdictReason.TooFewData : null,
            Pollutants = pollutants,
            Standard = edition.Standard,
            RuleState = StateOf(inputs, edition),
        };
    }

    /// <summary>By each of the limits that were in force in the period, oldest first (GB 3095): more than one where they changed.</summary>
    public static IReadOnlyList<AirAttainmentVerdict> ByEditionsOf(AirAttainmentInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [.. EditionCatalogue.Default.AirLimits.Where(e => IsInForceIn(inputs, e)).Select(e => Assess(inputs, e))];
    }

    internal static AirAttainmentVerdict NoVerdict(AirAttainmentInputs inputs, string reason) => new() { Range = inputs.Range, Reason = reason };

    private static bool IsInForceIn(AirAttainmentInputs inputs, AirLimitsEdition edition) =>
        Enumerable.Range(0, inputs.Range.Days).Any(d => edition.StateOn(inputs.Range.From.AddDays(d), inputs.CityCode) is not RuleState.Expired);

    private static RuleState StateOf(AirAttainmentInputs inputs, AirLimitsEdition edition)
    {
        // The text judges years, by limits that did not change within them.
        var state = edition.StateOn(inputs.Range.To, inputs.CityCode);
        var isOfTheText = inputs.Range.IsYear && edition.StateOn(inputs.Range.From, inputs.CityCode) is not RuleState.Expired;
        return state is RuleState.Verified && !isOfTheText ? RuleState.Unverified : state;
    }

    private static PollutantAttainment Of(AirPollutant pollutant, IReadOnlyList<AirFigure> figures, AirLimitsEdition edition)
    {
        var limits = edition.Of(pollutant);
        var criteria = new List<AttainmentCriterion>();
        if (limits.Year is { } year)
        {
            criteria.Add(Against(year.Two, figures.Where(f => f.Pollutant == pollutant && f.Percentile is null), "mean"));
        }

        criteria.Add(Against(limits.Day.Two, figures.Where(f => f.Pollutant == pollutant && f.Percentile is not null), "percentile"));
        return new PollutantAttainment(pollutant, criteria.Exists(c => c.Meets is false) ? false : criteria.Exists(c => c.Meets is null) ? null : true, criteria);
    }

    private static AttainmentCriterion Against(decimal limit, IEnumerable<AirFigure> figures, string statistic) => figures.Distinct().ToList() switch
    {
        [] => new AttainmentCriterion(statistic, null, limit, null, null, NoVerdictReason.Missing),
        [{ Value: { } value, Reason: null } figure] => value < 0
            ? new AttainmentCriterion(figure.Statistic, value, limit, null, null, NoVerdictReason.Negative)
            : new AttainmentCriterion(figure.Statistic, value, limit, value <= limit, MultipleOf(value, limit), null),
        [var figure] => new AttainmentCriterion(figure.Statistic, figure.Value, limit, null, null, figure.Reason ?? NoVerdictReason.Missing),
        _ => new AttainmentCriterion(statistic, null, limit, null, null, NoVerdictReason.Ambiguous),
    };

    private static decimal? MultipleOf(decimal value, decimal limit) => value > limit ? Gb8170.RoundPlain((value - limit) / limit, AirAttainmentVerdict.MultipleDecimals) : null;
}

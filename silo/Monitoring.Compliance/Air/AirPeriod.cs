using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>One daily concentration that enters the figures of a period (HJ 663).</summary>
/// <param name="Day">Beijing day.</param>
/// <param name="Item">What and over what time.</param>
/// <param name="Value">Unrounded, µg/m³, carbon monoxide mg/m³.</param>
public readonly record struct AirDayValue(DateOnly Day, AirItem Item, decimal Value);

/// <summary>Everything the figures of a period are made from (HJ 663).</summary>
public sealed record AirPeriodInputs
{
    /// <summary>The days; the last one chooses the edition.</summary>
    public required DayRange Range { get; init; }

    /// <summary>The daily concentrations of a site or a city, in any order. Items that no figure is made of take no part.</summary>
    public required IReadOnlyList<AirDayValue> Days { get; init; }
}

/// <summary>The month, the year, or another row of days: mean and percentile of each pollutant, and whether the days suffice (HJ 663; GB 3095 table 4).</summary>
public static class AirPeriod
{
    private const int February = 2;

    /// <summary>The item whose days make the figures of a pollutant: the daily mean, of ozone the daily maximum of eight hours (HJ 663).</summary>
    public static AirItem ItemOf(AirPollutant pollutant) => new(pollutant, pollutant is AirPollutant.O3 ? Averaging.EightHour : Averaging.TwentyFourHour);

    /// <summary>The figures by the edition in force on the last day (HJ 663-2013, HJ 663-2026). Whatever the inputs hold, this returns.</summary>
    public static AirPeriodVerdict Assess(AirPeriodInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return EditionCatalogue.Default.AirStatisticsAt(inputs.Range.To) is { } edition ? Assess(inputs, edition) : NoVerdict(inputs, NoVerdictReason.EditionGap);
    }

    /// <summary>The figures by a given edition of HJ 663; one that was not in force makes the rule state <see cref="RuleState.Expired"/>.</summary>
    public static AirPeriodVerdict Assess(AirPeriodInputs inputs, AirStatisticsEdition edition)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(edition);
        if (inputs.Range.Days == 0)
        {
            return NoVerdict(inputs, NoVerdictReason.NoData);
        }

        var refused = new List<RefusedDay>();
        var byItem = inputs.Days.Distinct().ToLookup(d => d.Item);
        return new AirPeriodVerdict
        {
            Range = inputs.Range,
            Figures = [.. edition.Statistics.SelectMany(s => FiguresOf(s, inputs.Range, Accepted(inputs.Range, byItem[ItemOf(s.Pollutant)], refused), edition))],
            Refused = refused,
            Standard = edition.Standard,
            RuleState = StateOf(inputs.Range, edition),
        };
    }

    /// <summary>
    /// Days with a value that a range needs: a month 27 and February 25, a year 324 and each month its own (GB 3095 table 4). A part of a
    /// month needs a share of its days: the text has no rule for it.
    /// </summary>
    public static int DaysNeeded(DayRange range, AirStatisticsEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var ofMonths = range.Months().Sum(m => NeededOfMonth(m, edition));
        return range.IsYear ? Math.Max(ofMonths, edition.MinDaysOfYear) : ofMonths;
    }

    internal static AirPeriodVerdict NoVerdict(AirPeriodInputs inputs, string reason) => new() { Range = inputs.Range, Reason = reason };

    private static RuleState StateOf(DayRange range, AirStatisticsEdition edition)
    {
        var state = (RuleState)Math.Max((int)edition.StateOn(range.To), (int)edition.StatisticsState);
        return range.IsYear || range.IsMonth ? state : (RuleState)Math.Max((int)state, (int)edition.PartPeriod.State);
    }

    private static IEnumerable<AirFigure> FiguresOf(PollutantStatistics rule, DayRange range, IReadOnlyList<AirDayValue> days, AirStatisticsEdition edition)
    {
        var isValid = range.Months().All(m => days.Count(d => m.Covers(d.Day)) >= NeededOfMonth(m, edition)) && days.Count >= DaysNeeded(range, edition);
        var reason = isValid ? null : days.Count == 0 ? NoVerdictReason.Missing : NoVerdictReason.TooFewData;
        IReadOnlyList<decimal> values = [.. days.Select(d => d.Value).Order()];
        var common = new AirFigure { Pollutant = rule.Pollutant, Days = days.Count, DaysNeeded = DaysNeeded(range, edition), Reason = reason };
        var mean = values.Count == 0 ? (decimal?)null : ArithmeticMean.Of(values);
        yield return common with { Percentile = null, Unrounded = mean, Value = Rounded(mean, rule.MeanDecimals), IsJudged = rule.HasMean };
        var percentile = AirStatistics.PercentileOfAscending(values, rule.Percentile);
        yield return common with { Percentile = rule.Percentile, Unrounded = percentile, Value = Rounded(percentile, rule.PercentileDecimals), IsJudged = true };
    }

    private static decimal? Rounded(decimal? value, int decimals) => value is { } v ? Gb8170.RoundPlain(v, decimals) : null;

    private static int NeededOfMonth(DayRange month, AirStatisticsEdition edition) => month.IsMonth
        ? month.From.Month == February ? edition.MinDaysOfFebruary : edition.MinDaysOfMonth
        : (int)decimal.Ceiling(month.Days * edition.PartPeriod.MinShareOfMonth);

    private static List<AirDayValue> Accepted(DayRange range, IEnumerable<AirDayValue> days, List<RefusedDay> refused)
    {
        var accepted = new List<AirDayValue>();
        foreach (var day in days.GroupBy(d => d.Day))
        {
            var reason = day.Count() > 1 ? NoVerdictReason.Ambiguous
                : day.First().Value < 0 ? NoVerdictReason.Negative
                : day.First().Value > MeasuredValue.Largest ? NoVerdictReason.Impossible
                : range.Covers(day.Key) ? null : NoVerdictReason.OutsidePeriod;
            if (reason is null)
            {
                accepted.Add(day.First());
            }
            else
            {
                refused.Add(new RefusedDay(day.Key, day.First().Item, reason));
            }
        }

        return accepted;
    }
}

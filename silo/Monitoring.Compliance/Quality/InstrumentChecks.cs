using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Water;

namespace Monitoring.Compliance.Quality;

/// <summary>What a check of an instrument came to (HJ 915.3-2024; HJ 818-2018).</summary>
/// <param name="Deviation">With its sign, two decimals; null when the check cannot be judged.</param>
/// <param name="Unit"><c>%</c>, or empty for the item's own unit.</param>
/// <param name="Limit">What it must not exceed, whatever its sign.</param>
/// <param name="Passed">Null when the check cannot be judged.</param>
/// <param name="Reason">Why it cannot (<see cref="NoVerdictReason"/>).</param>
public sealed record InstrumentCheckVerdict(decimal? Deviation, string Unit, decimal? Limit, bool? Passed, string? Reason);

/// <summary>Zero, span and standard checks of instruments, and comparisons with the laboratory (HJ 915.3-2024; HJ 818-2018).</summary>
public static class InstrumentChecks
{
    private const int DeviationDecimals = 2;
    private const string Percent = "%";

    /// <summary>
    /// Judges a zero, span or standard check (HJ 915.3-2024; HJ 818-2018). The limit is held against the exact deviation. An item or check without a limit
    /// is <see cref="NoVerdictReason.UnknownItem"/>, a span or reference that nothing can be a share of <see cref="NoVerdictReason.Impossible"/>.
    /// </summary>
    /// <param name="item">The item's short code.</param>
    /// <param name="check"><c>zero</c>, <c>span</c> or <c>standard</c>.</param>
    /// <param name="expected">What the standard solution or gas has, in the item's unit.</param>
    /// <param name="measured">What the instrument showed.</param>
    /// <param name="span">The instrument's span value, where the limit is a share of it.</param>
    /// <param name="edition">The rules.</param>
    public static InstrumentCheckVerdict Judge(string item, string check, decimal expected, decimal measured, decimal? span, QualityEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        if (edition.Instruments.Checks.FirstOrDefault(c => c.Item == item && c.Check == check) is not { } row)
        {
            return NotJudged(NoVerdictReason.UnknownItem);
        }

        if (!IsShown(expected) || !IsShown(measured))
        {
            return NotJudged(NoVerdictReason.Impossible);
        }

        return row.Basis switch
        {
            "absolute" => Held(measured - expected, "", row.Limit),
            "span" => OfShare(measured - expected, span, row.Limit),
            _ => OfShare(measured - expected, expected, row.Limit),
        };
    }

    /// <summary>
    /// Judges a comparison with real water (HJ 915.3-2024): the limit follows the laboratory's value, by the limits of classes II and IV in GB 3838-2002 table 1.
    /// A value on the limit of class II counts between the two, one on that of class IV too.
    /// </summary>
    public static InstrumentCheckVerdict Compare(WaterItem item, WaterBody body, decimal laboratory, decimal instrument, QualityEdition edition)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(edition);
        if (SingleFactor.LimitOf(item, body, 2) is not { } second || SingleFactor.LimitOf(item, body, 4) is not { } fourth || item.Direction is not LimitDirection.Max)
        {
            return NotJudged(NoVerdictReason.UnknownItem);
        }

        if (!IsShown(laboratory) || !IsShown(instrument))
        {
            return NotJudged(NoVerdictReason.Impossible);
        }

        var rule = edition.Comparison;
        return OfShare(instrument - laboratory, laboratory, laboratory > fourth ? rule.AboveClassIV : laboratory >= second ? rule.BetweenClassIIAndIV : rule.BelowClassII);
    }

    /// <summary>
    /// The span value of a water analyser (operation rules of surface-water stations, HJ 915.3-2024): targets I and II twice the class II limit of GB 3838-2002, III to V
    /// twice their own; total phosphorus of lakes with target I to III 0.1 mg/L; items without a limit twice last week's mean. Null when none of these is known.
    /// </summary>
    public static decimal? SpanOf(WaterItem item, WaterBody body, int? targetClass, decimal? lastWeekMean, QualityEdition edition)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(edition);
        var rule = edition.Span;
        var limited = targetClass is { } target ? SingleFactor.LimitOf(item, body, Math.Max(2, target)) : null;
        return (item.Code, body, targetClass) switch
        {
            ("TP", WaterBody.Lake, >= 1 and <= 3) => rule.LakePhosphorus,
            _ when item.Direction is LimitDirection.Max && limited is { } limit => rule.Factor * limit,
            _ when SingleFactor.LimitOf(item, body, 2) is null && lastWeekMean is { } mean => rule.Factor * mean,
            _ => null,
        };
    }

    private static InstrumentCheckVerdict OfShare(decimal difference, decimal? whole, decimal limit) => whole switch
    {
        null => NotJudged(NoVerdictReason.Missing),
        { } w when !MeasuredValue.CanDivide(w) => NotJudged(NoVerdictReason.Impossible),
        { } w => Held(difference * 100 / w, Percent, limit),
    };

    // Signed: an instrument drifts below zero.
    private static bool IsShown(decimal number) => MeasuredValue.IsPossible(Math.Abs(number));

    private static InstrumentCheckVerdict Held(decimal deviation, string unit, decimal limit) =>
        new(Gb8170.RoundPlain(deviation, DeviationDecimals), unit, limit, Math.Abs(deviation) <= limit, Reason: null);

    private static InstrumentCheckVerdict NotJudged(string reason) => new(Deviation: null, "", Limit: null, Passed: null, reason);
}

using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>What one pollutant adds to the composite index (HJ 663).</summary>
/// <param name="Pollutant">Which.</param>
/// <param name="Ratio">Figure over limit, unrounded; of two ratios the larger one.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Share">Weight times ratio, unrounded.</param>
public sealed record CompositeShare(AirPollutant Pollutant, decimal Ratio, decimal Weight, decimal Share);

/// <summary>The composite index of a period, or why there is none (HJ 663).</summary>
public sealed record CompositeIndexVerdict
{
    /// <summary>The days.</summary>
    public required DayRange Range { get; init; }

    /// <summary>The sum, rounded; lower is better. Null without one.</summary>
    public decimal? Index { get; init; }

    /// <summary>What each pollutant adds, in the order of the edition.</summary>
    public IReadOnlyList<CompositeShare> Shares { get; init; } = [];

    /// <summary>The pollutants that add most; more than one when they tie.</summary>
    public IReadOnlyList<AirPollutant> Largest => [.. Shares.Where(s => s.Share == Shares.Max(m => m.Share)).Select(s => s.Pollutant)];

    /// <summary>Pollutants without a figure that may be judged, each with its reason.</summary>
    public IReadOnlyList<MissingAirItem> Missing { get; init; } = [];

    /// <summary>What the edition is called; null when none was in force.</summary>
    public string? Standard { get; init; }

    /// <summary>The weakest state of the rules that were used.</summary>
    public RuleState RuleState { get; init; }

    /// <summary>Why there is no index (<see cref="NoVerdictReason"/>); null with one.</summary>
    public string? Reason { get; init; }
}

/// <summary>The composite index of ambient air: the weighted sum of the ratios of six figures to their limits (HJ 663; ranking rules).</summary>
public static class CompositeIndex
{
    /// <summary>By the edition that reports of the last day use (HJ 663). Whatever the inputs hold, this returns.</summary>
    public static CompositeIndexVerdict Assess(AirAttainmentInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return EditionCatalogue.Default.CompositeIndexAt(inputs.Range.To) is { } edition ? Assess(inputs, edition) : NoVerdict(inputs, NoVerdictReason.EditionGap);
    }

    /// <summary>By a given edition (HJ 663-2013 annex C, or another one on purpose). Without all six figures there is no index.</summary>
    public static CompositeIndexVerdict Assess(AirAttainmentInputs inputs, CompositeIndexEdition edition)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(edition);
        var (shares, missing) = (new List<CompositeShare>(), new List<MissingAirItem>());
        foreach (var item in edition.Items)
        {
            var (mean, reasonOfMean) = Ratio(inputs.Figures.Where(f => f.Pollutant == item.Pollutant && f.Percentile is null), item.MeanLimit);
            var (percentile, reasonOfPercentile) = Ratio(inputs.Figures.Where(f => f.Pollutant == item.Pollutant && f.Percentile is not null), item.PercentileLimit);
            if ((reasonOfMean ?? reasonOfPercentile) is { } reason)
            {
                missing.Add(new MissingAirItem(AirPeriod.ItemOf(item.Pollutant), reason));
                continue;
            }

            var ratio = Math.Max(mean, percentile);
            shares.Add(new CompositeShare(item.Pollutant, ratio, item.Weight, item.Weight * ratio));
        }

        var isWhole = missing.Count == 0;
        return new CompositeIndexVerdict
        {
            Range = inputs.Range,
            Index = isWhole ? Gb8170.RoundPlain(shares.Sum(s => s.Share), edition.Decimals) : null,
            Shares = shares,
            Missing = missing,
            Standard = edition.Standard,
            RuleState = edition.StateOn(inputs.Range.To),
            Reason = isWhole ? null : NoVerdictReason.ItemMissing,
        };
    }

    internal static CompositeIndexVerdict NoVerdict(AirAttainmentInputs inputs, string reason) => new() { Range = inputs.Range, Reason = reason };

    private static (decimal Ratio, string? Reason) Ratio(IEnumerable<AirFigure> figures, decimal? limit) => limit is not { } denominator
        ? (0, null)
        : figures.Distinct().ToList() switch
        {
            [] => (0, NoVerdictReason.Missing),
            [{ Value: { } value, Reason: null }] => value < 0 ? (0, NoVerdictReason.Negative) : (value / denominator, null),
            [var figure] => (0, figure.Reason ?? NoVerdictReason.Missing),
            _ => (0, NoVerdictReason.Ambiguous),
        };
}

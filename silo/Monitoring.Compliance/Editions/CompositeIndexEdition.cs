using Monitoring.Compliance.Air;

namespace Monitoring.Compliance.Editions;

/// <summary>What one pollutant adds to the composite index: weight times ratio, the larger of two where both limits are there.</summary>
/// <param name="Pollutant">Name of the pollutant, such as <c>PM25</c>.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="MeanLimit">Denominator of the period's mean; null when the mean has no part.</param>
/// <param name="PercentileLimit">Denominator of the period's percentile; null when the percentile has no part.</param>
public sealed record CompositeItem(AirPollutant Pollutant, decimal Weight, decimal? MeanLimit, decimal? PercentileLimit);

/// <summary>One edition of the composite index of ambient air, as its file states it.</summary>
public sealed record CompositeIndexEdition : Edition
{
    /// <summary>False for one that is applied on purpose only.</summary>
    public required bool ChosenByDate { get; init; }

    /// <summary>Decimals of the index.</summary>
    public required int Decimals { get; init; }

    /// <summary>What each pollutant adds.</summary>
    public required IReadOnlyList<CompositeItem> Items { get; init; }

    /// <summary>Where it is stated.</summary>
    public required string Clause { get; init; }
}

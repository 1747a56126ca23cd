using Monitoring.Compliance.Periods;

namespace Monitoring.Compliance.Water;

/// <summary>One section of a city in a period (环办监测〔2017〕51号).</summary>
/// <param name="Section">Id or name.</param>
/// <param name="WaterBody">River or lake.</param>
/// <param name="Means">Per short code the mean of the period before rounding.</param>
public sealed record RankedSection(string Section, WaterBody WaterBody, IReadOnlyDictionary<string, string> Means);

/// <summary>A city among those that are ranked (环办监测〔2017〕51号).</summary>
/// <param name="City">Name or GB/T 2260 code.</param>
/// <param name="Sections">Its sections, in any order.</param>
/// <param name="IndexBefore">Its index in the period it is compared with, as published; null without one.</param>
public sealed record RankedCityInputs(string City, IReadOnlyList<RankedSection> Sections, string? IndexBefore = null);

/// <summary>The cities of one ranking (环办监测〔2017〕51号).</summary>
public sealed record WaterRankingInputs
{
    /// <summary>The period; its first day chooses the edition.</summary>
    public required Period Period { get; init; }

    /// <summary>The items of the index: the 21, or on purpose fewer, by the name of an item set.</summary>
    public string ItemSet { get; init; } = "21";

    /// <summary>The cities, in any order.</summary>
    public required IReadOnlyList<RankedCityInputs> Cities { get; init; }

    /// <summary>Id of the edition that ranks on purpose; null chooses by date.</summary>
    public string? WhatIf { get; init; }

    internal WaterRankingInputs Canonical() => this with
    {
        Cities =
        [
            .. Cities.OrderBy(c => c.City, StringComparer.Ordinal)
                .Select(c => c with { Sections = [.. c.Sections.OrderBy(s => s.Section, StringComparer.Ordinal).ThenBy(s => s.WaterBody)] }),
        ],
    };
}

/// <summary>One city in the ranking (环办监测〔2017〕51号).</summary>
/// <param name="City">Name or code.</param>
/// <param name="Index">The city's index, rounded; the lower the better; null without one.</param>
/// <param name="RiverIndex">The index of its river sections, unrounded; null without any.</param>
/// <param name="LakeIndex">The index of its lake sections, unrounded; null without any.</param>
/// <param name="Rank">1 is the best; equal indices share a rank; null without an index.</param>
/// <param name="ChangePercent">Change against the period before in percent, two decimals; negative is better; null without one.</param>
/// <param name="ChangeRank">Rank by that change: 1 improved most; null without it.</param>
/// <param name="Reason">Why there is no index; null with one.</param>
/// <param name="Missing">Items that a water of the city has at none of its sections.</param>
public sealed record RankedCity(
    string City, decimal? Index, decimal? RiverIndex, decimal? LakeIndex, int? Rank, decimal? ChangePercent, int? ChangeRank, string? Reason, IReadOnlyList<string> Missing);

/// <summary>The ranking of cities by their water index (环办监测〔2017〕51号).</summary>
public sealed record WaterRankingVerdict : RuleVerdict
{
    /// <summary>By rank, then by name; cities without an index last.</summary>
    public IReadOnlyList<RankedCity> Cities { get; init; } = [];
}

using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Air;

/// <summary>The air quality index of one hour or day, or the reason why there is none (HJ 633).</summary>
public sealed record AirVerdict
{
    /// <summary>1 to 500; null when there is no verdict.</summary>
    public int? Aqi { get; init; }

    /// <summary>
    /// The highest sub-index of the items that have one, at least 1: what the formula gives, whether it may be published or not.
    /// Null without any sub-index.
    /// </summary>
    public int? Computed { get; init; }

    /// <summary>The category of the index; null without an index.</summary>
    public AirCategory? Category { get; init; }

    /// <summary>All pollutants whose sub-index is the index, when that is above 50; in the order of the table.</summary>
    public IReadOnlyList<AirPollutant> Primary { get; init; } = [];

    /// <summary>Pollutants whose sub-index is above 100: only HJ 633-2012 knows the term; null under HJ 633-2026.</summary>
    public IReadOnlyList<AirPollutant>? Exceeding { get; init; }

    /// <summary>The sub-index of each item that has one; an item's index may be 0.</summary>
    public IReadOnlyDictionary<AirItem, int> Iaqi { get; init; } = new Dictionary<AirItem, int>();

    /// <summary>Items of the report without a sub-index, each with its reason.</summary>
    public IReadOnlyList<MissingAirItem> Missing { get; init; } = [];

    /// <summary>Items with a sub-index over items of the report, 0 to 1.</summary>
    public decimal Completeness { get; init; }

    /// <summary>The weakest state of the rules that were used.</summary>
    public RuleState RuleState { get; init; }

    /// <summary>The edition, such as <c>HJ 633-2026</c>; null when none was in force.</summary>
    public string? Standard { get; init; }

    /// <summary>The period's label.</summary>
    public required string Period { get; init; }

    /// <summary>Why there is no index (<see cref="Quality.NoVerdictReason"/>); null with one.</summary>
    public string? Reason { get; init; }
}

/// <summary>A category of the index (HJ 633 table 2).</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Name">English name, such as <c>light pollution</c>.</param>
/// <param name="NameZh">Official Chinese name.</param>
/// <param name="ColorZh">Official Chinese colour name.</param>
/// <param name="Color">The colour as <c>#RRGGBB</c>.</param>
/// <param name="From">Lowest index.</param>
/// <param name="To">Highest index; null for the last category.</param>
public sealed record AirCategory(int Level, string Name, string NameZh, string ColorZh, string Color, int From, int? To);

/// <summary>An item of the report without a sub-index (HJ 633).</summary>
/// <param name="Item">Which.</param>
/// <param name="Reason">Why (<see cref="Quality.NoVerdictReason"/>).</param>
public sealed record MissingAirItem(AirItem Item, string Reason);

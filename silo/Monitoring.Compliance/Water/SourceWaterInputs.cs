using Monitoring.Compliance.Periods;

namespace Monitoring.Compliance.Water;

/// <summary>A source of drinking water in one period (GB 3838-2002 tables 1 to 3).</summary>
public sealed record SourceWaterInputs
{
    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>The period; its first day chooses the edition. A year asks for all 109 items, anything shorter for the 61 of a month.</summary>
    public required Period Period { get; init; }

    /// <summary>River or lake.</summary>
    public WaterBody WaterBody { get; init; }

    /// <summary>By short code, ministry's code or Chinese name: the period's value in its own digits, in the unit of the tables.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>Id of the edition that judges on purpose; null chooses by date.</summary>
    public string? WhatIf { get; init; }
}

/// <summary>An item above its limit at a source of drinking water (GB 3838-2002 tables 1 to 3).</summary>
/// <param name="Item">Short code.</param>
/// <param name="NameZh">Official Chinese name.</param>
/// <param name="Table">Table of the limit.</param>
/// <param name="Value">The number that was compared.</param>
/// <param name="Limit">The limit; null for pH, whose limit is a range.</param>
/// <param name="Multiple">(value - limit) / limit, two decimals; null for pH and dissolved oxygen.</param>
public sealed record SourceWaterExcess(string Item, string NameZh, int Table, decimal Value, decimal? Limit, decimal? Multiple);

/// <summary>Whether a source of drinking water attains (GB 3838-2002 tables 1 to 3).</summary>
public sealed record SourceWaterVerdict : RuleVerdict
{
    /// <summary>False as soon as one item is above its limit; true when every item of the scope was measured and none is; else null.</summary>
    public bool? Attained { get; init; }

    /// <summary>The items above their limits, in the order of the tables.</summary>
    public IReadOnlyList<SourceWaterExcess> Exceeding { get; init; } = [];

    /// <summary>Items of the scope: 61 of a month, 109 of a year.</summary>
    public int Scope { get; init; }

    /// <summary>Items of the scope with a value that could be judged or stands apart.</summary>
    public int Measured { get; init; }

    /// <summary>The others, each with its reason.</summary>
    public IReadOnlyList<MissingItem> Missing { get; init; } = [];

    /// <summary>Total nitrogen and fecal coliforms, beside the verdict.</summary>
    public IReadOnlyList<ItemApart> Apart { get; init; } = [];

    /// <summary>Names among the values that no table has.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];
}

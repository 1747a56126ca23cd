using Monitoring.Compliance.Periods;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Water;

/// <summary>What kind of water a section lies in: GB 3838-2002 table 1 has stricter total phosphorus for lakes and reservoirs.</summary>
public enum WaterBody
{
    /// <summary>A river, or a reservoir of the river type.</summary>
    River = 0,

    /// <summary>A lake or a reservoir.</summary>
    Lake = 1,
}

/// <summary>Which number is compared with the limits (HuanBan [2011] 22, section 2).</summary>
public enum RoundingPolicy
{
    /// <summary>The device's own value, unrounded: instant verdicts, as the public feed does.</summary>
    Raw = 0,

    /// <summary>The mean, rounded once by GB/T 8170 to the assessment decimals: verdicts of a period (CNEMC 2020 No. 90).</summary>
    Period = 1,
}

/// <summary>One value of one item at a section (HuanBan [2011] 22, section 2).</summary>
/// <param name="Code">The ministry's code such as <c>w21011</c>, or the item's short code such as <c>TP</c>.</param>
/// <param name="Text">The value in the device's or laboratory's own digits; <c>0.05L</c> is below the detection limit.</param>
/// <param name="Flag">The data mark, <c>N</c> when there is none.</param>
/// <param name="SampledAt">When it was sampled.</param>
/// <param name="Source">Instrument or sample taken by hand.</param>
/// <param name="Unit">The unit of the value; empty when it is the edition's. Another unit makes the value not assessable: nothing is converted silently.</param>
public sealed record SectionValue(ParameterCode Code, string Text, string Flag, DateTimeOffset SampledAt, ReadingSource Source, string Unit = "");

/// <summary>Everything a section verdict is made from; it stands whole in the verdict's certificate (HuanBan [2011] 22, section 2).</summary>
public sealed record SectionInputs
{
    /// <summary>What time the verdict speaks of; its Beijing date chooses the edition.</summary>
    public required Period Period { get; init; }

    /// <summary>River or lake.</summary>
    public WaterBody WaterBody { get; init; }

    /// <summary>Raw for an instant, rounded for a period.</summary>
    public RoundingPolicy Rounding { get; init; }

    /// <summary>The items that decide the class: <see cref="ItemSet.Five"/> for an instant verdict.</summary>
    public ItemSet ItemSet { get; init; } = ItemSet.Five;

    /// <summary>The values, in any order; of a period all values of every item. Values of items outside the set are kept in the certificate and do not count.</summary>
    public required IReadOnlyList<SectionValue> Values { get; init; }

    /// <summary>The section's target class in the period, 1 to 5; null when it has none.</summary>
    public int? TargetClass { get; init; }

    /// <summary>Set when the whole station gives no verdict whatever its values are: <c>stopped</c>, <c>maintenance</c>, <c>dry</c>.</summary>
    public string? Condition { get; init; }

    /// <summary>Dissolved oxygen saturation in percent: opens the class I alternative of GB 3838-2002 table 1. The public feed does not use it.</summary>
    public string? OxygenSaturationPercent { get; init; }

    /// <summary>How many values of each item the period should have; 1 for an instant.</summary>
    public int ExpectedPerItem { get; init; } = 1;

    /// <summary>How many valid values an item needs to take part; fewer is <c>too-few-data</c>.</summary>
    public int MinimumPerItem { get; init; } = 1;

    /// <summary>The same for samples taken by hand, of which a month has one; null when it is <see cref="MinimumPerItem"/>.</summary>
    public int? MinimumPerItemByHand { get; init; }

    /// <summary>Id of the edition that judges on purpose ("what if"); null chooses by date. The verdict says so.</summary>
    public string? WhatIf { get; init; }

    /// <summary>Items whose excess is natural; those that hold on the period's first day take no part and are named with that reason.</summary>
    public IReadOnlyList<BackgroundExemption> NaturalBackground { get; init; } = [];
}

using Monitoring.Compliance.Periods;

namespace Monitoring.Compliance.Water;

/// <summary>One point of a lake in a period (HuanBan [2011] 22, section 6).</summary>
/// <param name="Point">Id or name.</param>
/// <param name="Zone">The zone of a large lake that it lies in; null for an undivided one.</param>
/// <param name="Means">Per short code the mean over time, before rounding: items of table 1, and <c>chla</c> in mg/m³ and <c>SD</c> in m for the trophic state.</param>
public sealed record LakePoint(string Point, string? Zone, IReadOnlyDictionary<string, string> Means);

/// <summary>A lake or reservoir in one period (HuanBan [2011] 22, section 6). A reservoir of the river type is judged as a river.</summary>
public sealed record LakeInputs
{
    /// <summary>Name of the lake.</summary>
    public required string Water { get; init; }

    /// <summary>The period; its first day chooses the edition.</summary>
    public required Period Period { get; init; }

    /// <summary>Name of the item set that decides the class.</summary>
    public string ItemSet { get; init; } = "5";

    /// <summary>The target class, 1 to 5; null without one.</summary>
    public int? TargetClass { get; init; }

    /// <summary>The points, in any order.</summary>
    public required IReadOnlyList<LakePoint> Points { get; init; }

    /// <summary>Id of the edition that judges on purpose; null chooses by date.</summary>
    public string? WhatIf { get; init; }

    internal LakeInputs Canonical() => this with { Points = [.. Points.OrderBy(p => p.Point, StringComparer.Ordinal).ThenBy(p => p.Zone, StringComparer.Ordinal)] };
}

/// <summary>An item that is reported beside the class (HuanBan [2011] 22, section 6: total nitrogen; fecal coliforms).</summary>
/// <param name="Item">Short code.</param>
/// <param name="Value">The mean over the points, rounded to the assessment decimals.</param>
/// <param name="Class">Its class by the limits of lakes, 1 to 6.</param>
public sealed record ItemApart(string Item, decimal Value, int Class);

/// <summary>One zone of a large lake (HuanBan [2011] 22, section 6).</summary>
/// <param name="Zone">Its name.</param>
/// <param name="Class">Its class; null without one.</param>
/// <param name="Index">Its trophic index, unrounded; null without one.</param>
public sealed record LakeZone(string Zone, int? Class, decimal? Index);

/// <summary>The verdict on a lake or reservoir (HuanBan [2011] 22, sections 6 and 7).</summary>
public sealed record LakeVerdict : RuleVerdict
{
    /// <summary>1 to 6; null without one.</summary>
    public int? Class { get; init; }

    /// <summary>The rating of the class.</summary>
    public WaterRating? Rating { get; init; }

    /// <summary>True when the class is the target or better; null without a class or a target.</summary>
    public bool? Met { get; init; }

    /// <summary>The main pollution indicators as reports write them.</summary>
    public IReadOnlyList<string> MainIndicators { get; init; } = [];

    /// <summary>Items of the set that took no part.</summary>
    public IReadOnlyList<MissingItem> Missing { get; init; } = [];

    /// <summary>Items that are reported beside the class.</summary>
    public IReadOnlyList<ItemApart> Apart { get; init; } = [];

    /// <summary>The trophic state; null when one of its five items is absent or not above zero.</summary>
    public TrophicVerdict? Trophic { get; init; }

    /// <summary>How many points took part.</summary>
    public int Points { get; init; }

    /// <summary>The zones of a divided lake, by name.</summary>
    public IReadOnlyList<LakeZone> Zones { get; init; } = [];
}

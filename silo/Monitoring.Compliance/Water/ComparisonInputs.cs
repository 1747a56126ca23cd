using Monitoring.Compliance.Periods;

namespace Monitoring.Compliance.Water;

/// <summary>One section in two periods (HuanBan [2011] 22, section 8).</summary>
/// <param name="Section">Id or name.</param>
/// <param name="Earlier">Its class in the earlier period, 1 to 6; null without one.</param>
/// <param name="Later">Its class in the later period; null without one.</param>
public sealed record SectionPair(string Section, int? Earlier, int? Later);

/// <summary>The sections of a river, basin or province in two periods (HuanBan [2011] 22, section 8).</summary>
public sealed record ComparisonInputs
{
    /// <summary>Name of the water or the province.</summary>
    public required string Water { get; init; }

    /// <summary>The earlier period.</summary>
    public required Period Earlier { get; init; }

    /// <summary>The later period; its first day chooses the edition.</summary>
    public required Period Later { get; init; }

    /// <summary>The sections, in any order.</summary>
    public required IReadOnlyList<SectionPair> Sections { get; init; }

    /// <summary>Id of the edition that compares on purpose; null chooses by date.</summary>
    public string? WhatIf { get; init; }

    internal ComparisonInputs Canonical() =>
        this with { Sections = [.. Sections.OrderBy(s => s.Section, StringComparer.Ordinal).ThenBy(s => s.Earlier).ThenBy(s => s.Later)] };
}

/// <summary>How the water changed between two periods (HuanBan [2011] 22, section 8).</summary>
public sealed record ComparisonVerdict : RuleVerdict
{
    /// <summary>Sections with a class in both periods.</summary>
    public int Sections { get; init; }

    /// <summary>Sections with a class in only one of them.</summary>
    public int LeftOut { get; init; }

    /// <summary>Share of classes I to III in the earlier period, percent, one decimal.</summary>
    public decimal? EarlierGoodShare { get; init; }

    /// <summary>The same in the later period.</summary>
    public decimal? LaterGoodShare { get; init; }

    /// <summary>Share worse than V in the earlier period, percent, one decimal.</summary>
    public decimal? EarlierInferiorShare { get; init; }

    /// <summary>The same in the later period.</summary>
    public decimal? LaterInferiorShare { get; init; }

    /// <summary>Change of the share of I to III less that of the share worse than V, percentage points, unrounded; positive is better.</summary>
    public decimal? Delta { get; init; }

    /// <summary>The change in the official words; null without sections.</summary>
    public WaterChange? Change { get; init; }
}

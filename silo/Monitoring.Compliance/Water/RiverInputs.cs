using System.Text.Json.Serialization;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>One section of a river in a period (HuanBan [2011] 22, section 5).</summary>
/// <param name="Section">Id or name.</param>
/// <param name="Class">Its class, 1 to 6; null when it has none.</param>
/// <param name="Means">Per short code the mean of the period before rounding, in the unit of the edition; empty where only the class is known.</param>
public sealed record RiverSection(string Section, int? Class, IReadOnlyDictionary<string, string> Means);

/// <summary>A river, a basin, a water system or the sections of a province in one period (HuanBan [2011] 22, section 5).</summary>
public sealed record RiverInputs
{
    /// <summary>Name of the water or the province.</summary>
    public required string Water { get; init; }

    /// <summary>The period; its first day chooses the edition.</summary>
    public required Period Period { get; init; }

    /// <summary>Lake only where every section lies in one.</summary>
    public WaterBody WaterBody { get; init; }

    /// <summary>Name of the item set of the means, such as <c>5+COD</c>.</summary>
    public string ItemSet { get; init; } = "5";

    /// <summary>The sections, in any order.</summary>
    public required IReadOnlyList<RiverSection> Sections { get; init; }

    /// <summary>Id of the edition that judges on purpose; null chooses by date.</summary>
    public string? WhatIf { get; init; }

    internal RiverInputs Canonical() => this with { Sections = [.. Sections.OrderBy(s => s.Section, StringComparer.Ordinal).ThenBy(s => s.Class)] };
}

/// <summary>A main pollution indicator of a river by shares (HuanBan [2011] 22, section 5).</summary>
/// <param name="Item">Short code.</param>
/// <param name="NameZh">Official Chinese name.</param>
/// <param name="Sections">Sections where the item is worse than class III.</param>
/// <param name="Share">Their share of the judged sections in percent, one decimal.</param>
public sealed record RiverIndicator(string Item, string NameZh, int Sections, decimal Share)
{
    /// <summary>As reports write it with the short code: <c>TP(33.3%)</c>.</summary>
    [JsonIgnore]
    public string Text => $"{Item}({Gb8170.Text(Share, 1)}%)";

    /// <summary>As reports write it in Chinese: <c>总磷(33.3%)</c>.</summary>
    [JsonIgnore]
    public string TextZh => $"{NameZh}({Gb8170.Text(Share, 1)}%)";
}

/// <summary>The main pollution indicators of one section of a river with few sections (HuanBan [2011] 22, sections 4 and 5).</summary>
/// <param name="Section">Id or name.</param>
/// <param name="Indicators">As reports write them: <c>NH3N(0.7)</c>.</param>
public sealed record SectionIndicators(string Section, IReadOnlyList<string> Indicators);

/// <summary>The verdict on a river, basin, water system or province (HuanBan [2011] 22, section 5).</summary>
public sealed record RiverVerdict : RuleVerdict
{
    /// <summary><c>shares</c> from five judged sections on, <c>means</c> below; null without any.</summary>
    public string? Method { get; init; }

    /// <summary>Class of the means, 1 to 6; null by shares.</summary>
    public int? Class { get; init; }

    /// <summary>The rating; null without a verdict.</summary>
    public WaterRating? Rating { get; init; }

    /// <summary>Sections with a class.</summary>
    public int Judged { get; init; }

    /// <summary>Sections without one.</summary>
    public int WithoutVerdict { get; init; }

    /// <summary>How many sections have classes I to V and worse than V.</summary>
    public IReadOnlyList<int> ByClass { get; init; } = [];

    /// <summary>Share of classes I to III among the judged in percent, one decimal; null without any.</summary>
    public decimal? GoodShare { get; init; }

    /// <summary>Share worse than V among the judged in percent, one decimal; null without any.</summary>
    public decimal? InferiorShare { get; init; }

    /// <summary>By shares: at most three items, the most widespread first, exact ties in table order.</summary>
    public IReadOnlyList<RiverIndicator> Indicators { get; init; } = [];

    /// <summary>By means: the indicators of each section that has some.</summary>
    public IReadOnlyList<SectionIndicators> SectionIndicators { get; init; } = [];
}

using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Water;

/// <summary>The verdict on one section in one period, or the reason why there is none (HuanBan [2011] 22).</summary>
public sealed record WaterVerdict
{
    /// <summary>1 to 5, 6 for worse than V; null when there is no verdict.</summary>
    public int? Class { get; init; }

    /// <summary><c>I</c> … <c>V</c>, <c>inferior V</c>; null without a class.</summary>
    public string? ClassText { get; init; }

    /// <summary>The rating of the class (HuanBan [2011] 22 table 1); null without a class.</summary>
    public WaterRating? Rating { get; init; }

    /// <summary>The target that the section has, if any.</summary>
    public int? TargetClass { get; init; }

    /// <summary>True when the class is the target or better; null without a class or a target.</summary>
    public bool? Met { get; init; }

    /// <summary>The items that decide a class of II or worse, in table order; empty for class I.</summary>
    public IReadOnlyList<LimitingItem> Limiting { get; init; } = [];

    /// <summary>The main pollution indicators of a class IV or worse, at most three, in the official order (HuanBan [2011] 22, section 4).</summary>
    public IReadOnlyList<MainIndicator> MainIndicators { get; init; } = [];

    /// <summary>How many items took part.</summary>
    public int Items { get; init; }

    /// <summary>Valid values over expected values of the assessed items, 0 to 1.</summary>
    public decimal Completeness { get; init; }

    /// <summary>The name of the item set, such as <c>5+COD</c>.</summary>
    public required string ItemSet { get; init; }

    /// <summary><c>automatic</c>, <c>hand</c>: how the values that took part came about.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The items of the set that took no part, each with its reason.</summary>
    public IReadOnlyList<MissingItem> Missing { get; init; } = [];

    /// <summary>The weakest state of the rules that decided the class; the order of <see cref="MainIndicators"/> is from knowledge. Says nothing without a <see cref="Standard"/>.</summary>
    public RuleState RuleState { get; init; }

    /// <summary>The standard of the limits, such as <c>GB 3838-2002</c>; null when no edition was in force.</summary>
    public string? Standard { get; init; }

    /// <summary>Id of the edition that was applied on purpose; null when the date chose it.</summary>
    public string? WhatIf { get; init; }

    /// <summary>The period's label.</summary>
    public required string Period { get; init; }

    /// <summary>Why there is no class (<see cref="Quality.NoVerdictReason"/>); null with a class.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when there is no class, as far as the inputs tell; null with a class.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The same verdict, whose "since" goes back to the verdict before it when that had no class for the same reason.</summary>
    public WaterVerdict After(WaterVerdict? previous) =>
        Reason is not null && previous?.Reason == Reason && previous.Since < Since ? this with { Since = previous.Since } : this;
}

/// <summary>The official words and colour of a section's quality (HuanBan [2011] 22, section 3).</summary>
/// <param name="Name">English name, such as <c>light pollution</c>.</param>
/// <param name="NameZh">Official Chinese name.</param>
/// <param name="Color">English colour name, such as <c>blue</c>.</param>
/// <param name="ColorZh">Chinese colour name.</param>
public sealed record WaterRating(string Name, string NameZh, string Color, string ColorZh);

/// <summary>An item that decides the class (HuanBan [2011] 22, section 3).</summary>
/// <param name="Code">The ministry's code.</param>
/// <param name="Item">The item's short code, such as <c>NH3N</c>.</param>
/// <param name="Name">English name.</param>
/// <param name="NameZh">Official Chinese name.</param>
/// <param name="Value">The number that was compared, in the unit of the edition.</param>
/// <param name="Class">The class of the item.</param>
/// <param name="Limit">The limit of the target class, or of class III without a target; null for pH, whose limit is a range.</param>
/// <param name="Multiple">(value - limit) / limit, two decimals; null when the limit is met and for pH and dissolved oxygen, which have none.</param>
public sealed record LimitingItem(string Code, string Item, string Name, string NameZh, decimal Value, int Class, decimal? Limit, decimal? Multiple);

/// <summary>A main pollution indicator; the multiple refers to the class III limit (HuanBan [2011] 22, section 4).</summary>
/// <param name="Code">The ministry's code.</param>
/// <param name="Item">The item's short code.</param>
/// <param name="NameZh">Official Chinese name.</param>
/// <param name="Multiple">One decimal; null for pH and dissolved oxygen.</param>
public sealed record MainIndicator(string Code, string Item, string NameZh, decimal? Multiple)
{
    /// <summary>As reports write it with the short code: <c>NH3N(0.7)</c>.</summary>
    public string Text => Multiple is { } m ? $"{Item}({Gb8170.Text(m, 1)})" : Item;

    /// <summary>As reports write it in Chinese: <c>氨氮(0.7)</c>.</summary>
    public string TextZh => Multiple is { } m ? $"{NameZh}({Gb8170.Text(m, 1)})" : NameZh;

    // Certificates of the first release wrote the bare number: NH3N(1) where reports print NH3N(1.0). Theirs are replayed, so it stays.
    internal string CertificateText => Multiple is null ? Item : $"{Item}({Multiple})";

    internal string CertificateTextZh => Multiple is null ? NameZh : $"{NameZh}({Multiple})";
}

/// <summary>An item of the set that took no part (HuanBan [2011] 22, section 2).</summary>
/// <param name="Item">The item's short code.</param>
/// <param name="Reason">Why (<see cref="Quality.NoVerdictReason"/>).</param>
public sealed record MissingItem(string Item, string Reason);

/// <summary>What one item entered a verdict with (HuanBan [2011] 22, section 2).</summary>
/// <param name="Value">The value of the moment, or the mean of the period, before rounding; in the unit of the edition.</param>
/// <param name="Source">Whose values were used.</param>
public readonly record struct ItemMean(decimal Value, ReadingSource Source);

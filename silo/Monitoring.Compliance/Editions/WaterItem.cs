using System.Text.Json.Serialization;

namespace Monitoring.Compliance.Editions;

/// <summary>Which side of a limit is the good one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LimitDirection>))]
public enum LimitDirection
{
    /// <summary>The item has no class by its value alone (water temperature).</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>The value must not be above the limit.</summary>
    [JsonStringEnumMemberName("max")]
    Max = 1,

    /// <summary>The value must not be below the limit (dissolved oxygen).</summary>
    [JsonStringEnumMemberName("min")]
    Min = 2,

    /// <summary>The value must lie within a range (pH).</summary>
    [JsonStringEnumMemberName("range")]
    Range = 3,
}

/// <summary>One basic item of GB 3838-2002 table 1, as its edition file states it.</summary>
public sealed record WaterItem
{
    /// <summary>Short code, such as <c>NH3N</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The ministry's code, such as <c>w21003</c>.</summary>
    public required string MinistryCode { get; init; }

    /// <summary>English name.</summary>
    public required string Name { get; init; }

    /// <summary>Official Chinese name.</summary>
    public required string NameZh { get; init; }

    /// <summary>The unit of the limits; empty for pH.</summary>
    public required string Unit { get; init; }

    /// <summary>Decimals of a period's mean before it is classified (CNEMC 2020 No. 90).</summary>
    public required int AssessmentDecimals { get; init; }

    /// <summary>Decimals of an hourly value on display; null where the sources disagree.</summary>
    public int? HourlyDecimals { get; init; }

    /// <summary>Which side of the limits is the good one.</summary>
    public required LimitDirection Direction { get; init; }

    /// <summary>Limits of classes I to V for rivers; null where the standard has none.</summary>
    public IReadOnlyList<decimal>? Limits { get; init; }

    /// <summary>Limits of classes I to V for lakes and reservoirs; null where those of rivers apply.</summary>
    public IReadOnlyList<decimal>? LakeLimits { get; init; }

    /// <summary>Lowest and highest value that meets every class (pH).</summary>
    public IReadOnlyList<decimal>? Range { get; init; }

    /// <summary>Lowest and highest value that the quantity can have; null for "not negative".</summary>
    public IReadOnlyList<decimal>? Possible { get; init; }

    /// <summary>Saturation in percent that also meets class I (dissolved oxygen).</summary>
    public decimal? SaturationForClassI { get; init; }

    /// <summary>False for temperature, pH and dissolved oxygen: they have no over-limit multiple.</summary>
    public bool HasMultiple { get; init; } = true;

    /// <summary>True for cyanide and the heavy metals that go first among the main pollution indicators.</summary>
    public bool Toxic { get; init; }

    /// <summary>True when the item is one of the 21.</summary>
    public required bool InTwentyOne { get; init; }

    /// <summary>True for the table's items among the nine basic ones, which are never X items.</summary>
    public required bool BasicNine { get; init; }

    /// <summary>Where the standard states it.</summary>
    public required string Clause { get; init; }

    /// <summary>How far the row was confirmed.</summary>
    public required RuleState State { get; init; }
}

/// <summary>The name of a class.</summary>
/// <param name="Class">1 to 5, 6 for worse than V.</param>
/// <param name="Text"><c>I</c> … <c>V</c>, <c>inferior V</c>.</param>
/// <param name="TextZh"><c>Ⅰ</c> … <c>Ⅴ</c>, <c>劣Ⅴ</c>.</param>
public sealed record WaterClass(int Class, string Text, string TextZh);

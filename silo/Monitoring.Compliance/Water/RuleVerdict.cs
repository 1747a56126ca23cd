using System.Text.Json.Serialization;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>One intermediate value of a calculation, as its certificate shows it; the clause stands with the verdict (HuanBan [2011] 22 and the rules beside it).</summary>
/// <param name="Of">Section, point, item or period that it belongs to.</param>
/// <param name="Quantity">What it is.</param>
/// <param name="Value">Unrounded; a text where it is no number.</param>
public sealed record CalculationStep(string Of, string Quantity, string Value)
{
    internal CalculationStep(string of, string quantity, decimal value)
        : this(of, quantity, Gb8170.Text(value))
    {
    }
}

/// <summary>What every verdict beside that of a single section says of itself (HuanBan [2011] 22 and the rules beside it).</summary>
public abstract record RuleVerdict
{
    /// <summary>Id of the edition that was applied; null when none was in force, or when the one asked for is unknown.</summary>
    [JsonIgnore]
    public string? Edition { get; init; }

    /// <summary>Where the rules are stated.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Clauses { get; init; } = [];

    /// <summary>The weakest state of the rules that were used.</summary>
    [JsonIgnore]
    public RuleState RuleState { get; init; }

    /// <summary>The intermediate values, in the order of the calculation.</summary>
    [JsonIgnore]
    public IReadOnlyList<CalculationStep> Steps { get; init; } = [];

    /// <summary>Why there is no verdict (<see cref="NoVerdictReason"/>); null with one.</summary>
    public string? Reason { get; init; }

    /// <summary>Id of the edition that was applied on purpose; null when the date chose it.</summary>
    public string? WhatIf { get; init; }

    /// <summary>Values that were given and took no part, with the reason; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LeftOutValue>? LeftOutValues { get; init; }

    internal static IReadOnlyList<LeftOutValue>? NullWhenNone(IEnumerable<LeftOutValue> leftOut) => leftOut.ToList() is { Count: > 0 } some ? some : null;
}

/// <summary>The surface-water edition of a question, and why there may be none.</summary>
internal static class WaterChoice
{
    public static WaterEdition? Of(Period period, string? whatIf) =>
        whatIf is null ? EditionCatalogue.Default.WaterAt(period.Date) : EditionCatalogue.Default.FindWater(whatIf);

    public static string ReasonOf(string? whatIf) => whatIf is null ? NoVerdictReason.EditionGap : NoVerdictReason.UnknownEdition;

    public static RuleState Weakest(params IEnumerable<RuleState> states) => states.Max();
}

using Monitoring.Compliance.Air;

namespace Monitoring.Compliance.Editions;

/// <summary>One column of the table of sub-indices (HJ 633 table 1).</summary>
/// <param name="Iaqi">Sub-indices, ascending from 0.</param>
/// <param name="Concentration">The concentration at each sub-index, in the item's unit.</param>
public sealed record BreakpointColumn(IReadOnlyList<int> Iaqi, IReadOnlyList<decimal> Concentration);

/// <summary>The items of a report and what replaces the table beyond its end.</summary>
/// <param name="Items">Names of the items.</param>
/// <param name="BeyondTable">The sub-index beyond the last row, where it is not 500.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record AirReport(IReadOnlyList<string> Items, IReadOnlyDictionary<string, int?> BeyondTable, string Clause);

/// <summary>One edition of the technical regulation on the air quality index (HJ 633), as its file states it.</summary>
public sealed record AirIndexEdition : Edition
{
    /// <summary>True when concentrations are rounded half-even before the formula: integers, carbon monoxide one decimal.</summary>
    public required bool RoundsConcentration { get; init; }

    /// <summary>False when an index with an item missing is published only above 100.</summary>
    public required bool PublishesIncomplete { get; init; }

    /// <summary>True when the edition names pollutants with a sub-index above 100 as exceeding.</summary>
    public required bool NamesExceeding { get; init; }

    /// <summary>The daily report.</summary>
    public required AirReport Daily { get; init; }

    /// <summary>The realtime report.</summary>
    public required AirReport Hourly { get; init; }

    /// <summary>Items that use the column of another.</summary>
    public required IReadOnlyDictionary<string, string> SameBreakpoints { get; init; }

    /// <summary>The sub-index beyond the last row where the text gives one other than 500; null for "none, see the other averaging time".</summary>
    public required IReadOnlyDictionary<string, int?> BeyondTable { get; init; }

    /// <summary>The categories, best first.</summary>
    public required IReadOnlyList<AirCategory> Categories { get; init; }

    /// <summary>The columns by item.</summary>
    public required IReadOnlyDictionary<string, BreakpointColumn> Breakpoints { get; init; }

    /// <summary>The column of an item; null when the edition has none.</summary>
    public BreakpointColumn? ColumnOf(AirItem item) =>
        Breakpoints.GetValueOrDefault(SameBreakpoints.GetValueOrDefault(item.Name, item.Name));
}

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

/// <summary>The first day of an edition in a city that took it up earlier.</summary>
/// <param name="Code">GB/T 2260 code of the city.</param>
/// <param name="From">First day.</param>
/// <param name="State">How far the date was confirmed.</param>
public sealed record CityPhase(string Code, DateOnly From, RuleState State);

/// <summary>One edition of the technical regulation on the air quality index (HJ 633), as its file states it.</summary>
public sealed record AirIndexEdition
{
    /// <summary>The file's name.</summary>
    public required string Id { get; init; }

    /// <summary>Number of the standard, such as <c>HJ 633-2026</c>.</summary>
    public required string Standard { get; init; }

    /// <summary>Official title.</summary>
    public required string TitleZh { get; init; }

    /// <summary>English title.</summary>
    public required string Title { get; init; }

    /// <summary>When it is in force where <see cref="Cities"/> says nothing else.</summary>
    public required Validity Validity { get; init; }

    /// <summary>How far it was confirmed.</summary>
    public required RuleState State { get; init; }

    /// <summary>Where it was read.</summary>
    public required string Source { get; init; }

    /// <summary>What a reader must know.</summary>
    public required string Note { get; init; }

    /// <summary>Cities that took the edition up earlier.</summary>
    public required IReadOnlyList<CityPhase> Cities { get; init; }

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

    /// <summary>The state of the edition on a day in a city: expired when it was not in force there.</summary>
    public RuleState StateOn(DateOnly date, string? cityCode) => PhaseOf(cityCode) switch
    {
        _ when Validity.Covers(date) => State,
        { } phase when new Validity(phase.From, Validity.To).Covers(date) => (RuleState)Math.Max((int)phase.State, (int)State),
        _ => RuleState.Expired,
    };

    // A district belongs to its city (first four digits), or to its municipality (first two).
    private CityPhase? PhaseOf(string? cityCode) => cityCode is { Length: 6 } && cityCode.All(char.IsAsciiDigit)
        ? Cities.FirstOrDefault(c => c.Code == cityCode || c.Code == cityCode[..4] + "00" || c.Code == cityCode[..2] + "0000")
        : null;
}

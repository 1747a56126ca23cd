namespace Monitoring.Compliance.Editions;

/// <summary>How values below the detection limit enter means and classes.</summary>
/// <param name="Suffix">What marks them: <c>0.05L</c>.</param>
/// <param name="Share">Share of the detection limit that they enter with.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record DetectionRule(string Suffix, decimal Share, RuleState State, string Clause);

/// <summary>How many valid values a window needs to be judged.</summary>
/// <param name="Id">Which window, such as <c>air-day</c>.</param>
/// <param name="Expected">Values of a full window.</param>
/// <param name="Least">Valid values that it needs.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record MinimumRule(string Id, int Expected, int Least, RuleState State, string Clause);

/// <summary>The automatic checks, which mark values and never delete them.</summary>
/// <param name="Ranges">What each parameter can show.</param>
/// <param name="Jump">How fast it can change.</param>
/// <param name="Persistence">How long it may stand still.</param>
/// <param name="Inversion">Which pair of particles has an order.</param>
/// <param name="Saturation">How much oxygen water can hold.</param>
/// <param name="Neighbours">How far a station may lie from those around it.</param>
public sealed record CheckRules(RangeRule Ranges, JumpRule Jump, PersistenceRule Persistence, InversionRule Inversion, SaturationRule Saturation, NeighbourRule Neighbours);

/// <summary>The ranges of the parameters.</summary>
/// <param name="Rows">One per parameter.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record RangeRule(IReadOnlyList<RangeRow> Rows, RuleState State, string Clause);

/// <summary>The range of one parameter, ends included, in its catalogue unit.</summary>
/// <param name="Code">The ministry's code.</param>
/// <param name="Low">Lowest.</param>
/// <param name="High">Highest.</param>
public sealed record RangeRow(string Code, decimal Low, decimal High);

/// <summary>A change is a jump beyond this multiple of the median change.</summary>
/// <param name="Multiple">The multiple.</param>
/// <param name="LeastSteps">Changes that must be known before any is called a jump.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record JumpRule(decimal Multiple, int LeastSteps, RuleState State, string Clause);

/// <summary>An instrument stands still when it repeats itself so long.</summary>
/// <param name="Hours">From the first to the last of the equal values, at least.</param>
/// <param name="LeastValues">Equal values, at least.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record PersistenceRule(int Hours, int LeastValues, RuleState State, string Clause);

/// <summary>Fine particles are part of the coarse ones.</summary>
/// <param name="Fine">Code of the part.</param>
/// <param name="Coarse">Code of the whole.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record InversionRule(string Fine, string Coarse, RuleState State, string Clause);

/// <summary>Oxygen that water holds when saturated: dividend / (summand + °C) mg/L.</summary>
/// <param name="Oxygen">Code of dissolved oxygen.</param>
/// <param name="Temperature">Code of the water temperature.</param>
/// <param name="Dividend">Of the formula.</param>
/// <param name="Summand">Of the formula, °C.</param>
/// <param name="HighestPercent">Saturation above this is suspicious.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record SaturationRule(string Oxygen, string Temperature, decimal Dividend, decimal Summand, decimal HighestPercent, RuleState State, string Clause);

/// <summary>A station is off when it lies far outside those around it.</summary>
/// <param name="LeastNeighbours">Neighbours with a value at the same time.</param>
/// <param name="Multiple">Multiple of the neighbours' median deviation.</param>
/// <param name="LeastShareOfMedian">And at least this share of their median, so that quiet air does not mark the first breath of wind.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record NeighbourRule(int LeastNeighbours, decimal Multiple, decimal LeastShareOfMedian, RuleState State, string Clause);

/// <summary>What instruments must show in their checks.</summary>
/// <param name="Checks">One row per item and check.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record InstrumentRule(IReadOnlyList<InstrumentRow> Checks, RuleState State, string Clause);

/// <summary>The limit of one check.</summary>
/// <param name="Item">The item's short code.</param>
/// <param name="Check"><c>zero</c>, <c>span</c> or <c>standard</c>.</param>
/// <param name="Basis"><c>span</c> and <c>reference</c>: percent of that; <c>absolute</c>: in the item's unit.</param>
/// <param name="Limit">The deviation must not be greater, whatever its sign.</param>
public sealed record InstrumentRow(string Item, string Check, string Basis, decimal Limit);

/// <summary>How far instrument and laboratory may differ on the same water, percent of the laboratory's value, by its level.</summary>
/// <param name="AboveClassIV">Above the class IV limit.</param>
/// <param name="BetweenClassIIAndIV">From the class II to the class IV limit.</param>
/// <param name="BelowClassII">Below the class II limit.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record ComparisonCheckRule(decimal AboveClassIV, decimal BetweenClassIIAndIV, decimal BelowClassII, RuleState State, string Clause);

/// <summary>What a water analyser's span is set to.</summary>
/// <param name="Factor">Multiple of the limit, or of last week's mean.</param>
/// <param name="LakePhosphorus">Total phosphorus of lakes with target I to III, mg/L.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record SpanRule(decimal Factor, decimal LakePhosphorus, RuleState State, string Clause);

/// <summary>How far below zero a gas analyser may drift.</summary>
/// <param name="Rows">One per gas.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record ZeroBandRule(IReadOnlyList<ZeroBandRow> Rows, RuleState State, string Clause);

/// <summary>The band of one gas.</summary>
/// <param name="Item">The gas.</param>
/// <param name="Band">Half of the band's width.</param>
/// <param name="Unit">Its unit; values in another are not assessable.</param>
public sealed record ZeroBandRow(string Item, decimal Band, string Unit);

/// <summary>Which values count, and how many: the rules of data quality.</summary>
public sealed record QualityEdition : Edition
{
    /// <summary>Values below the detection limit.</summary>
    public required DetectionRule BelowDetection { get; init; }

    /// <summary>Valid values that windows need.</summary>
    public required IReadOnlyList<MinimumRule> Minimums { get; init; }

    /// <summary>The automatic checks.</summary>
    public required CheckRules Checks { get; init; }

    /// <summary>Zero, span and standard checks.</summary>
    public required InstrumentRule Instruments { get; init; }

    /// <summary>Comparison with real water.</summary>
    public required ComparisonCheckRule Comparison { get; init; }

    /// <summary>Span values.</summary>
    public required SpanRule Span { get; init; }

    /// <summary>Values around zero of gas analysers.</summary>
    public required ZeroBandRule ZeroBand { get; init; }

    /// <summary>The minimum of a window; null when none is stated.</summary>
    public MinimumRule? MinimumOf(string window) => Minimums.FirstOrDefault(m => m.Id == window);
}

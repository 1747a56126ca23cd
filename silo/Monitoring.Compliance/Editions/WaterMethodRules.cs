using System.Text.Json.Serialization;
using Monitoring.Compliance.Periods;

namespace Monitoring.Compliance.Editions;

/// <summary>How many values the mean of a period needs.</summary>
/// <param name="Kind">The length of the period.</param>
/// <param name="Minimum">Valid values per item; of a year, monthly ones.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record WaterPeriodRule(PeriodKind Kind, int Minimum, RuleState State, string Clause);

/// <summary>How a river, basin or water system is rated by the classes of its sections.</summary>
/// <param name="MinSectionsForShares">From this many sections on, by shares; fewer are judged by the means of their items.</param>
/// <param name="Ratings">The rows, best first; the first whose bounds hold is the rating.</param>
/// <param name="Indicators">How the main pollution indicators of a river are chosen.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record RiverRule(int MinSectionsForShares, IReadOnlyList<RiverRatingRow> Ratings, CitedRule Indicators, RuleState State, string Clause);

/// <summary>One row of the table of river ratings.</summary>
/// <param name="Name">Name of the rating.</param>
/// <param name="MinGoodShare">Lowest share of classes I to III in percent; null for no bound.</param>
/// <param name="MaxInferiorShareExclusive">The share worse than V in percent must be below this; null for no bound.</param>
public sealed record RiverRatingRow(string Name, decimal? MinGoodShare, decimal? MaxInferiorShareExclusive);

/// <summary>How a lake or reservoir is judged.</summary>
/// <param name="Apart">Items that are reported beside the class.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record LakeRule(IReadOnlyList<string> Apart, RuleState State, string Clause);

/// <summary>The bands of a comparison of two periods, in percentage points.</summary>
/// <param name="UnchangedUpTo">A change up to this is none.</param>
/// <param name="SomewhatUpTo">A change up to this is "somewhat", a greater one "clearly".</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record ComparisonRule(decimal UnchangedUpTo, decimal SomewhatUpTo, RuleState State, string Clause);

/// <summary>Critical values of Spearman's rank coefficient, one-sided.</summary>
/// <param name="Periods">The tabulated counts of periods.</param>
/// <param name="Critical005">At the level 0.05, per count.</param>
/// <param name="Critical001">At the level 0.01, per count; null where none exists.</param>
/// <param name="VerifiedUpTo">Counts up to this were checked by enumeration.</param>
/// <param name="Clause">Where the test is stated.</param>
public sealed record SpearmanRule(
    IReadOnlyList<int> Periods, IReadOnlyList<decimal?> Critical005, IReadOnlyList<decimal?> Critical001, int VerifiedUpTo, string Clause)
{
    /// <summary>The fewest periods that can show a trend: of fewer even a series that only rises does not exceed the critical value.</summary>
    [JsonIgnore]
    public int LeastPeriods => Periods.Zip(Critical005).First(p => p.Second < 1).First;
}

/// <summary>The comprehensive trophic level index.</summary>
/// <param name="Items">The five items: 10 (constant + factor ln value), weighted.</param>
/// <param name="States">The states, poorest first; the first whose bound holds is the state.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record TrophicRule(IReadOnlyList<TrophicItem> Items, IReadOnlyList<TrophicStateRow> States, RuleState State, string Clause);

/// <summary>One item of the trophic index.</summary>
/// <param name="Code">Short code.</param>
/// <param name="Constant">Summand before the logarithm.</param>
/// <param name="Factor">Factor of the logarithm.</param>
/// <param name="Weight">Squared correlation with chlorophyll a; weights are taken as exact shares of their sum.</param>
public sealed record TrophicItem(string Code, decimal Constant, decimal Factor, decimal Weight);

/// <summary>One trophic state.</summary>
/// <param name="Name">English name.</param>
/// <param name="NameZh">Official Chinese name.</param>
/// <param name="Below">The index must be below this; null for no such bound.</param>
/// <param name="UpTo">The index must not be above this; null for no such bound.</param>
public sealed record TrophicStateRow(string Name, string NameZh, decimal? Below, decimal? UpTo);

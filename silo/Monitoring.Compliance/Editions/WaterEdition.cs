using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Editions;

/// <summary>The limits of one edition of the surface-water standard (GB 3838 table 1), as its file states them.</summary>
public sealed record WaterLimits : Edition
{
    /// <summary>The six classes, best first.</summary>
    public required IReadOnlyList<WaterClass> Classes { get; init; }

    /// <summary>The 24 basic items in table order.</summary>
    public required IReadOnlyList<WaterItem> Items { get; init; }
}

/// <summary>A rule with the days it is in force, its state and its clause.</summary>
/// <param name="Form"><c>5</c>, <c>5+X</c> or <c>21</c>.</param>
/// <param name="Validity">When it is in force; null for a rule without dates.</param>
/// <param name="State">How far it was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record ItemSetRule(string Form, Validity? Validity, RuleState State, string Clause);

/// <summary>A rule that is only cited.</summary>
/// <param name="State">How far it was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record CitedRule(RuleState State, string Clause);

/// <summary>The rating of a class.</summary>
/// <param name="Class">1 to 6.</param>
/// <param name="Name">English name.</param>
/// <param name="NameZh">Official Chinese name.</param>
/// <param name="Color">English colour name.</param>
/// <param name="ColorZh">Chinese colour name.</param>
public sealed record ClassRating(int Class, string Name, string NameZh, string Color, string ColorZh);

/// <summary>One edition of the assessment method (HuanBan [2011] 22), as its file states it.</summary>
public sealed record WaterMethod : Edition
{
    /// <summary>Rating per class.</summary>
    public required IReadOnlyList<ClassRating> Ratings { get; init; }

    /// <summary>How many main pollution indicators are named.</summary>
    public required int MaxMainIndicators { get; init; }

    /// <summary>The five items that a station measures by itself.</summary>
    public required IReadOnlyList<string> FiveItems { get; init; }

    /// <summary>Items whose automatic value wins over one taken by hand.</summary>
    public required IReadOnlyList<string> AutomaticFirst { get; init; }

    /// <summary>Codes of what is measured beside table 1, for trends and the trophic index; it takes part in no class.</summary>
    public required IReadOnlyList<string> BesideTable { get; init; }

    /// <summary>How many values the mean of a period needs, where the text says.</summary>
    public required IReadOnlyList<WaterPeriodRule> Periods { get; init; }

    /// <summary>Which items decide the class of a period, by date.</summary>
    public required IReadOnlyList<ItemSetRule> ItemSets { get; init; }

    /// <summary>Which items decide an instant verdict.</summary>
    public required ItemSetRule Instant { get; init; }

    /// <summary>The rounding of a period's means.</summary>
    public required CitedRule Rounding { get; init; }

    /// <summary>How items whose excess is natural are left out.</summary>
    public required CitedRule NaturalBackground { get; init; }

    /// <summary>How a river with many sections is rated.</summary>
    public required RiverRule River { get; init; }

    /// <summary>How a lake is judged.</summary>
    public required LakeRule Lake { get; init; }

    /// <summary>How two periods are compared.</summary>
    public required ComparisonRule Comparison { get; init; }

    /// <summary>When a trend is significant.</summary>
    public required SpearmanRule Spearman { get; init; }

    /// <summary>The trophic index of lakes.</summary>
    public required TrophicRule Trophic { get; init; }
}

/// <summary>Everything that judges surface water on one day: the limits and the method that were in force together.</summary>
/// <param name="Limits">GB 3838 table 1.</param>
/// <param name="Method">HuanBan [2011] 22.</param>
public sealed record WaterEdition(WaterLimits Limits, WaterMethod Method)
{
    private readonly Dictionary<string, WaterItem> byCode =
        Limits.Items.SelectMany(i => new[] { (Key: i.Code, Item: i), (Key: i.MinistryCode, Item: i) }).ToDictionary(p => p.Key, p => p.Item, StringComparer.Ordinal);

    // Every instant verdict asks for these.
    private readonly IReadOnlyList<string> five = ItemsOf(Limits, Method.FiveItems);

    /// <summary>The name under which a certificate cites both, such as <c>gb3838-2002+huanban-2011-22</c>.</summary>
    public string Id => $"{Limits.Id}+{Method.Id}";

    /// <summary>The item of a code, short (<c>TP</c>) or the ministry's (<c>w21011</c>); null when the edition has none.</summary>
    public WaterItem? Find(ParameterCode code) => byCode.GetValueOrDefault(code.Value);

    /// <summary>The item of a short code; null when the edition has none.</summary>
    public WaterItem? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>
    /// The item set that decides the class of a period starting on <paramref name="date"/>: the 21 until 2020, the five and
    /// the section's <paramref name="x"/> since 2021. Null where no rule is known for the date.
    /// </summary>
    public ItemSet? ItemSetOn(DateOnly date, IEnumerable<string> x) => RuleOn(date)?.Form switch
    {
        "21" => ItemSet.TwentyOne,
        "5+X" => ItemSet.FivePlus(x),
        _ => null,
    };

    /// <summary>The rule behind <see cref="ItemSetOn"/>.</summary>
    public ItemSetRule? RuleOn(DateOnly date) => Method.ItemSets.FirstOrDefault(r => r.Validity?.Covers(date) == true);

    /// <summary>How many values of an item a period needs by the text: 2 in a quarter, 8 monthly ones in a year, else 1.</summary>
    public int MinimumOf(PeriodKind kind) => Method.Periods.FirstOrDefault(p => p.Kind == kind)?.Minimum ?? 1;

    /// <summary>The weakest state of the edition on a day: expired when one of its parts was not in force.</summary>
    public RuleState StateOn(DateOnly date) =>
        Limits.Validity.Covers(date) && Method.Validity.Covers(date) ? (RuleState)Math.Max((int)Limits.State, (int)Method.State) : RuleState.Expired;

    /// <summary>The short codes of an item set, in table order; unknown X items stand at the end.</summary>
    public IReadOnlyList<string> ItemsOf(ItemSet set)
    {
        if (set.Name is "5")
        {
            return five;
        }

        return set.IsTwentyOne ? [.. Limits.Items.Where(i => i.InTwentyOne).Select(i => i.Code)] : ItemsOf(Limits, Method.FiveItems.Concat(set.X));
    }

    private static IReadOnlyList<string> ItemsOf(WaterLimits limits, IEnumerable<string> codes)
    {
        var wanted = codes.ToHashSet(StringComparer.Ordinal);
        return [.. limits.Items.Where(i => wanted.Remove(i.Code)).Select(i => i.Code), .. wanted.Order(StringComparer.Ordinal)];
    }
}

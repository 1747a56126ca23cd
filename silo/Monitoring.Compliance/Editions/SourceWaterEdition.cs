namespace Monitoring.Compliance.Editions;

/// <summary>One item of GB 3838-2002 tables 2 and 3: a single limit in mg/L for sources of drinking water.</summary>
/// <param name="Code">Short code of table 2 such as <c>SO4</c>; of table 3 its number such as <c>T3-21</c>.</param>
/// <param name="MinistryCode">The ministry's code; null where none is known.</param>
/// <param name="NameZh">Official Chinese name.</param>
/// <param name="Name">English name.</param>
/// <param name="Table">2 or 3.</param>
/// <param name="Limit">mg/L; the value must not be above.</param>
/// <param name="Monthly">True when the item belongs to the 61 of a month.</param>
/// <param name="State">How far the row was confirmed.</param>
/// <param name="Clause">Where the standard states it.</param>
public sealed record SourceWaterItem(
    string Code, string? MinistryCode, string NameZh, string Name, int Table, decimal Limit, bool Monthly, RuleState State, string Clause);

/// <summary>Tables 2 and 3 of GB 3838-2002 and how a source of drinking water is judged, as their file states it.</summary>
public sealed record SourceWaterLimits : Edition
{
    /// <summary>Id of the limits of table 1.</summary>
    public required string TableOneLimits { get; init; }

    /// <summary>The worst class of table 1 that attains.</summary>
    public required int WorstClass { get; init; }

    /// <summary>Items of table 1 that are reported beside the verdict.</summary>
    public required IReadOnlyList<string> Apart { get; init; }

    /// <summary>Items of table 1 that do not belong to the 61 of a month.</summary>
    public required IReadOnlyList<string> NotMonthly { get; init; }

    /// <summary>The rule of the verdict.</summary>
    public required CitedRule Assessment { get; init; }

    /// <summary>The items of tables 2 and 3 in their order.</summary>
    public required IReadOnlyList<SourceWaterItem> Items { get; init; }

    /// <summary>The item of a short code, a ministry's code or a Chinese name; null when the tables have none.</summary>
    public SourceWaterItem? Find(string code) => Items.FirstOrDefault(i => i.Code == code || i.MinistryCode == code || i.NameZh == code);
}

/// <summary>What judges a source of drinking water on one day.</summary>
/// <param name="TableOne">GB 3838-2002 table 1.</param>
/// <param name="Sources">Tables 2 and 3.</param>
public sealed record SourceWaterEdition(WaterLimits TableOne, SourceWaterLimits Sources)
{
    /// <summary>The name under which a certificate cites both.</summary>
    public string Id => $"{TableOne.Id}+{Sources.Id}";

    /// <summary>The row of table 1 of a short or ministry's code; null when it has none.</summary>
    public WaterItem? InTableOne(string code) => TableOne.Items.FirstOrDefault(i => i.Code == code || i.MinistryCode == code);
}

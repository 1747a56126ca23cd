namespace Monitoring.Compliance.Editions;

/// <summary>One level of an early warning.</summary>
/// <param name="Level">1 is the graver.</param>
/// <param name="ClassesWorse">How many classes both the month and the year so far must be worse than a year before.</param>
public sealed record WarningLevel(int Level, int ClassesWorse);

/// <summary>The early warning of national sections of the Yangtze basin, as its file states it.</summary>
public sealed record YangtzeWarningEdition : Edition
{
    /// <summary>First two digits of the GB/T 2260 codes of the provinces.</summary>
    public required IReadOnlyList<string> Provinces { get; init; }

    /// <summary>Up to this class nobody is warned.</summary>
    public required int WorstFreeClass { get; init; }

    /// <summary>The levels, gravest first.</summary>
    public required IReadOnlyList<WarningLevel> Levels { get; init; }

    /// <summary>Where it is stated.</summary>
    public required string Clause { get; init; }
}

/// <summary>The water index of cities and their ranking, as its file states it.</summary>
public sealed record WaterRankingLimits : Edition
{
    /// <summary>Id of the limits that values are held against.</summary>
    public required string Limits { get; init; }

    /// <summary>The class of those limits.</summary>
    public required int LimitClass { get; init; }

    /// <summary>The pH whose index is zero.</summary>
    public required decimal NeutralPh { get; init; }

    /// <summary>Decimals of a city's index; ranks follow the rounded one.</summary>
    public required int Decimals { get; init; }

    /// <summary>The indices of single items.</summary>
    public required CitedRule Formulas { get; init; }

    /// <summary>How rivers and lakes make a city's index, and how ranks are given.</summary>
    public required CitedRule Weighting { get; init; }
}

/// <summary>What ranks cities on one day.</summary>
/// <param name="Water">GB 3838-2002 table 1 and the item sets.</param>
/// <param name="Rules">The rules of the ranking.</param>
public sealed record WaterRankingEdition(WaterEdition Water, WaterRankingLimits Rules)
{
    /// <summary>The name under which a certificate cites both.</summary>
    public string Id => $"{Water.Limits.Id}+{Rules.Id}";
}

/// <summary>One entry of the list of key new pollutants.</summary>
/// <param name="Code"><c>NP-</c> and its number.</param>
/// <param name="Number">Its number in the list; the phased-out ones share one.</param>
/// <param name="NameZh">Official Chinese name.</param>
/// <param name="Name">English name.</param>
/// <param name="LimitOf">Code of the item of GB 3838-2002 table 3 whose limit applies; null where no limit of surface water exists.</param>
public sealed record NewPollutant(string Code, int Number, string NameZh, string Name, string? LimitOf);

/// <summary>The list of key new pollutants under control, as its file states it.</summary>
public sealed record NewPollutantList : Edition
{
    /// <summary>Id of the tables that have limits for some of them.</summary>
    public required string Limits { get; init; }

    /// <summary>Where it is stated.</summary>
    public required string Clause { get; init; }

    /// <summary>The list.</summary>
    public required IReadOnlyList<NewPollutant> Pollutants { get; init; }

    /// <summary>The entry of a code or Chinese name; null when the list has none.</summary>
    public NewPollutant? Find(string code) => Pollutants.FirstOrDefault(p => p.Code == code || p.NameZh == code);
}

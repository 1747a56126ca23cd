namespace Monitoring.Compliance.Editions;

/// <summary>A run of days that reaches a level.</summary>
/// <param name="Measure"><c>AQI</c>, or the name of an item whose concentration counts, such as <c>PM25_24h</c>.</param>
/// <param name="Above">Each day must be above this.</param>
/// <param name="Days">So many days in a row.</param>
/// <param name="WithAbove">Days within the run that must be above this too; null for none.</param>
/// <param name="WithDays">How many of them in a row.</param>
/// <param name="State">How far the figures were confirmed.</param>
public sealed record PollutionRun(string Measure, decimal Above, int Days, decimal? WithAbove, int WithDays, RuleState State);

/// <summary>A warning level.</summary>
/// <param name="Rank">1 for the lowest.</param>
/// <param name="Name">English colour.</param>
/// <param name="NameZh">Official colour.</param>
/// <param name="AnyOf">Runs of which one is enough.</param>
public sealed record PollutionLevel(int Rank, string Name, string NameZh, IReadOnlyList<PollutionRun> AnyOf)
{
    private static readonly string[] Colours = ["blue", "yellow", "orange", "red"];

    /// <summary>1 for blue to 4 for red: what levels of two editions are compared by, since editions have three or four.</summary>
    public int Severity => Array.IndexOf(Colours, Name) + 1;
}

/// <summary>One set of rules for the levels of heavy air pollution, as its file states it.</summary>
public sealed record HeavyPollutionEdition : Edition
{
    /// <summary>GB/T 2260 code of the city or province it holds for; null for the whole country.</summary>
    public required string? Scope { get; init; }

    /// <summary>Days that must be expected below the lowest level before a warning is lifted.</summary>
    public required int LiftDays { get; init; }

    /// <summary>Name of a level above those of <see cref="Levels"/> whose figures were not found; null when the file carries them all.</summary>
    public string? Uncarried { get; init; }

    /// <summary>The levels, lowest first.</summary>
    public required IReadOnlyList<PollutionLevel> Levels { get; init; }

    /// <summary>Where it is stated.</summary>
    public required string Clause { get; init; }

    /// <summary>True when the rules hold in a city (GB/T 2260 code; null for "elsewhere").</summary>
    public bool HoldsIn(string? cityCode) =>
        Scope is null || (cityCode is { Length: 6 } && (cityCode == Scope || string.Concat(cityCode.AsSpan(0, 4), "00") == Scope || string.Concat(cityCode.AsSpan(0, 2), "0000") == Scope));
}

/// <summary>How rules for heavy pollution are chosen.</summary>
public static class HeavyPollutionChoice
{
    /// <summary>The rules in force in a city on a Beijing date, those of the city or its province before those of the country; null when there were none.</summary>
    public static HeavyPollutionEdition? InForceOn(this IEnumerable<HeavyPollutionEdition> editions, DateOnly date, string? cityCode) =>
        editions.Where(e => e.HoldsIn(cityCode) && e.Validity.Covers(date)).OrderBy(e => e.Scope is null).FirstOrDefault();
}

using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>The two classes of a section in one month: of the month and of the year so far (measures of 2018).</summary>
/// <param name="Month">Class of the month, 1 to 6.</param>
/// <param name="Cumulative">Class of the year up to the month, 1 to 6.</param>
public readonly record struct MonthClasses(int Month, int Cumulative);

/// <summary>One national section in the early warning (measures of 2018).</summary>
/// <param name="Section">Id or name.</param>
/// <param name="LastYear">Its classes a year before; null when one of them is missing.</param>
/// <param name="ThisYear">Its classes now; null when one of them is missing.</param>
/// <param name="YearTarget">This year's target class; null without one.</param>
public sealed record WarnedSection(string Section, MonthClasses? LastYear, MonthClasses? ThisYear, int? YearTarget);

/// <summary>The national sections of one city in a month (measures of 2018).</summary>
public sealed record YangtzeWarningInputs
{
    /// <summary>GB/T 2260 code of the city.</summary>
    public required string CityCode { get; init; }

    /// <summary>The month that the bulletin of its quarter speaks of; its first day chooses the edition.</summary>
    public required Period Period { get; init; }

    /// <summary>The sections, in any order.</summary>
    public required IReadOnlyList<WarnedSection> Sections { get; init; }

    /// <summary>The city's level in the bulletin before, 1 or 2; null without a warning.</summary>
    public int? PreviousLevel { get; init; }

    /// <summary>Id of the edition that warns on purpose; null chooses by date.</summary>
    public string? WhatIf { get; init; }

    internal YangtzeWarningInputs Canonical() => this with { Sections = [.. Sections.OrderBy(s => s.Section, StringComparer.Ordinal)] };
}

/// <summary>The level of one section (measures of 2018).</summary>
/// <param name="Section">Id or name.</param>
/// <param name="Level">1, 2, or null for no warning.</param>
/// <param name="Reason">Why it could not be judged; null when it was.</param>
public sealed record SectionWarning(string Section, int? Level, string? Reason);

/// <summary>The level of a city and what changed since the bulletin before (measures of 2018).</summary>
public sealed record YangtzeWarningVerdict : RuleVerdict
{
    /// <summary>That of its worst section: 1, 2, or null for no warning.</summary>
    public int? Level { get; init; }

    /// <summary><c>issued</c>, <c>raised</c>, <c>lowered</c>, <c>kept</c>, <c>lifted</c>, or <c>none</c>.</summary>
    public string? Change { get; init; }

    /// <summary>The sections by name.</summary>
    public IReadOnlyList<SectionWarning> Sections { get; init; } = [];
}

/// <summary>Early warning of national sections of the Yangtze basin (measures of 2018, trial).</summary>
public static class YangtzeWarning
{
    /// <summary>
    /// 1 when both classes are at least two classes worse than in the same period last year, 2 when at least one; both must
    /// end below class III and the cumulative class must miss the year's target (measures of 2018). Null for no warning.
    /// </summary>
    public static int? LevelOf(MonthClasses lastYear, MonthClasses thisYear, int yearTarget, YangtzeWarningEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        if (thisYear.Month <= edition.WorstFreeClass || thisYear.Cumulative <= edition.WorstFreeClass || thisYear.Cumulative <= yearTarget)
        {
            return null;
        }

        var worse = Math.Min(thisYear.Month - lastYear.Month, thisYear.Cumulative - lastYear.Cumulative);
        return edition.Levels.FirstOrDefault(l => worse >= l.ClassesWorse)?.Level;
    }

    /// <summary>The level of a city: that of its worst section, by the edition of the month (measures of 2018). A section without its classes or target is named with the reason.</summary>
    public static YangtzeWarningVerdict Assess(YangtzeWarningInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var editions = EditionCatalogue.Default.YangtzeWarning;
        return Judge(inputs, inputs.WhatIf is { } id ? editions.Find(id) : editions.InForceOn(inputs.Period.Date));
    }

    internal static YangtzeWarningVerdict Judge(YangtzeWarningInputs inputs, YangtzeWarningEdition? edition)
    {
        inputs = inputs.Canonical();
        var verdict = new YangtzeWarningVerdict { Edition = edition?.Id, WhatIf = inputs.WhatIf };
        if (edition is null)
        {
            return verdict with { Reason = WaterChoice.ReasonOf(inputs.WhatIf) };
        }

        verdict = verdict with { Clauses = [edition.Clause], RuleState = edition.StateOn(inputs.Period.Date) };
        if (inputs.CityCode.Length != 6 || !edition.Provinces.Contains(inputs.CityCode[..2]))
        {
            return verdict with { Reason = NoVerdictReason.OutOfScope };
        }

        var sections = inputs.Sections.Select(s => WarningOf(s, edition)).ToList();
        var isJudged = sections.Exists(s => s.Reason is null);
        var level = sections.Min(s => s.Level);
        return verdict with
        {
            Level = level,
            Change = isJudged ? ChangeOf(inputs.PreviousLevel, level) : null,
            Reason = isJudged ? null : NoVerdictReason.TooFewData,
            Sections = sections,
        };
    }

    private static SectionWarning WarningOf(WarnedSection section, YangtzeWarningEdition edition) => section switch
    {
        { LastYear: { } last, ThisYear: { } now, YearTarget: { } target } => AreClasses(last.Month, last.Cumulative, now.Month, now.Cumulative, target)
            ? new SectionWarning(section.Section, LevelOf(last, now, target, edition), null)
            : new SectionWarning(section.Section, null, NoVerdictReason.Impossible),
        _ => new SectionWarning(section.Section, null, NoVerdictReason.Missing),
    };

    private static bool AreClasses(params ReadOnlySpan<int> classes)
    {
        foreach (var waterClass in classes)
        {
            if (waterClass is < 1 or > SingleFactor.InferiorV)
            {
                return false;
            }
        }

        return true;
    }

    private static string ChangeOf(int? before, int? now) => (before, now) switch
    {
        (null, null) => "none",
        (null, _) => "issued",
        (_, null) => "lifted",
        _ when before == now => "kept",
        _ => now < before ? "raised" : "lowered",
    };
}

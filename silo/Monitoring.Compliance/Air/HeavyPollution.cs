using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>What a day's figures rest on (HuanDaQi [2024] 6).</summary>
public enum PollutionBasis
{
    /// <summary>They were measured.</summary>
    Measured = 0,

    /// <summary>They are expected.</summary>
    Forecast = 1,
}

/// <summary>One day, or any 24 hours, of a city, measured or forecast (HuanDaQi [2024] 6).</summary>
/// <param name="Day">The day, or the day on which the 24 hours end.</param>
/// <param name="Basis">Measured or forecast.</param>
/// <param name="Figures"><c>AQI</c> and concentrations by item, such as <c>PM25_24h</c>; what is absent is not known.</param>
public sealed record PollutionDay(DateOnly Day, PollutionBasis Basis, IReadOnlyDictionary<string, decimal> Figures);

/// <summary>A level that a run of days reaches (HuanDaQi [2024] 6).</summary>
/// <param name="Level">Which.</param>
/// <param name="Run">The rule that it reaches it by.</param>
/// <param name="From">First day of the run.</param>
/// <param name="To">Last day of the run.</param>
/// <param name="Basis">Forecast as soon as one of its days is.</param>
public sealed record PollutionEpisode(PollutionLevel Level, PollutionRun Run, DateOnly From, DateOnly To, PollutionBasis Basis);

/// <summary>The level of heavy pollution of a row of days (HuanDaQi [2024] 6).</summary>
public sealed record HeavyPollutionVerdict
{
    /// <summary>The highest level that a run reaches; the earliest such run. Null when none does.</summary>
    public PollutionEpisode? Highest { get; init; }

    /// <summary>The highest level by measured days alone; null when they reach none.</summary>
    public PollutionEpisode? Measured { get; init; }

    /// <summary>True when the last days, as many as lifting demands, belong to no run of any level.</summary>
    public bool MayBeLifted { get; init; }

    /// <summary>The rules; null when there are none for the day and the city.</summary>
    public string? Standard { get; init; }

    /// <summary>The weakest state of the rules that were used.</summary>
    public RuleState RuleState { get; init; }

    /// <summary>Why there is no verdict (<see cref="NoVerdictReason"/>); null with one, also with "no level".</summary>
    public string? Reason { get; init; }
}

/// <summary>
/// The warning levels of heavy air pollution, from measured days and forecasts (HuanDaQi [2024] 6; national levels of 2017; Chongqing plan
/// of 2022). The warning itself is an officer's decision.
/// </summary>
public static class HeavyPollution
{
    /// <summary>By the rules in force in the city on the first day (HuanDaQi [2024] 6; a city's own plan goes before it).</summary>
    /// <param name="days">In any order. A missing day, or one stated twice, ends a run.</param>
    /// <param name="cityCode">GB/T 2260 code of the city; null for "elsewhere".</param>
    public static HeavyPollutionVerdict Assess(IReadOnlyList<PollutionDay> days, string? cityCode)
    {
        ArgumentNullException.ThrowIfNull(days);
        return days.Count == 0 ? new HeavyPollutionVerdict { Reason = NoVerdictReason.NoData }
            : EditionCatalogue.Default.HeavyPollutionAt(days.Min(d => d.Day), cityCode) is { } edition ? Assess(days, edition)
            : new HeavyPollutionVerdict { Reason = NoVerdictReason.EditionGap };
    }

    /// <summary>By given rules ("what if"; HuanDaQi [2024] 6 and the other editions).</summary>
    public static HeavyPollutionVerdict Assess(IReadOnlyList<PollutionDay> days, HeavyPollutionEdition edition)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(edition);
        if (days.Count == 0)
        {
            return new HeavyPollutionVerdict { Reason = NoVerdictReason.NoData };
        }

        IReadOnlyList<PollutionDay> ordered = [.. days.GroupBy(d => d.Day).Where(g => g.Count() == 1).Select(g => g.First()).OrderBy(d => d.Day)];
        var episodes = EpisodesOf(ordered, edition).ToList();
        var highest = HighestOf(episodes);
        var last = days.Max(d => d.Day).AddDays(1 - edition.LiftDays);
        return new HeavyPollutionVerdict
        {
            Highest = highest,
            Measured = HighestOf(EpisodesOf([.. ordered.Where(d => d.Basis is PollutionBasis.Measured)], edition)),
            MayBeLifted = ordered.Count(d => d.Day >= last && IsKnown(d, edition)) == edition.LiftDays && !episodes.Exists(e => e.To >= last),
            Standard = edition.Standard,
            RuleState = (RuleState)Math.Max((int)edition.StateOn(days.Min(d => d.Day)), (int)(highest?.Run.State ?? RuleState.Verified)),
        };
    }

    private static PollutionEpisode? HighestOf(IEnumerable<PollutionEpisode> episodes) => episodes.OrderByDescending(e => e.Level.Rank).ThenBy(e => e.From).ThenByDescending(e => e.To).FirstOrDefault();

    private static bool IsKnown(PollutionDay day, HeavyPollutionEdition edition) =>
        edition.Levels.SelectMany(l => l.AnyOf).All(r => day.Figures.TryGetValue(r.Measure, out var figure) && figure >= 0);

    private static IEnumerable<PollutionEpisode> EpisodesOf(IReadOnlyList<PollutionDay> days, HeavyPollutionEdition edition) =>
        edition.Levels.SelectMany(level => level.AnyOf.SelectMany(run => Runs(days, run.Measure, run.Above)
            .Where(found => found.Count >= run.Days && (run.WithAbove is not { } with || Runs(found, run.Measure, with).Any(w => w.Count >= run.WithDays)))
            .Select(found => new PollutionEpisode(level, run, found[0].Day, found[^1].Day, found.Max(d => d.Basis)))));

    // Longest rows of consecutive days above a figure.
    private static IEnumerable<IReadOnlyList<PollutionDay>> Runs(IReadOnlyList<PollutionDay> days, string measure, decimal above)
    {
        var run = new List<PollutionDay>();
        foreach (var day in days)
        {
            var isAbove = day.Figures.TryGetValue(measure, out var figure) && figure > above;
            if (run.Count > 0 && (!isAbove || day.Day != run[^1].Day.AddDays(1)))
            {
                yield return run;
                run = [];
            }

            if (isAbove)
            {
                run.Add(day);
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}

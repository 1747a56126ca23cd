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

    /// <summary>True when a graver level than <see cref="Highest"/> exists whose figures are not known: at least that level is reached.</summary>
    public bool IsLowerBound { get; init; }

    /// <summary>True when the last days, as many as lifting demands, belong to no run of any level.</summary>
    public bool MayBeLifted { get; init; }

    /// <summary>The rules that <see cref="Highest"/> was reached by, without a level those of the last day; null when there are none for the days and the city.</summary>
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
    /// <summary>
    /// Each run by the rules in force in the city on its days (HuanDaQi [2024] 6; a city's own plan goes before it): where the rules change
    /// within the row, the old ones judge what ends before, the new ones what reaches into their time, with the days before it as its history.
    /// </summary>
    /// <param name="days">In any order. A missing day, or one stated twice, ends a run.</param>
    /// <param name="cityCode">GB/T 2260 code of the city; null for "elsewhere".</param>
    public static HeavyPollutionVerdict Assess(IReadOnlyList<PollutionDay> days, string? cityCode) =>
        Judge(days, day => EditionCatalogue.Default.HeavyPollutionAt(day, cityCode)).Verdict;

    /// <summary>By given rules ("what if"; HuanDaQi [2024] 6 and the other editions): expired as soon as they were not in force on one of the days.</summary>
    public static HeavyPollutionVerdict Assess(IReadOnlyList<PollutionDay> days, HeavyPollutionEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return Judge(days, _ => edition).Verdict;
    }

    /// <summary>The verdict, and the rules that judged it in the order of their days.</summary>
    internal static (HeavyPollutionVerdict Verdict, IReadOnlyList<HeavyPollutionEdition> Editions) Judge(
        IReadOnlyList<PollutionDay> days, Func<DateOnly, HeavyPollutionEdition?> rulesOf)
    {
        ArgumentNullException.ThrowIfNull(days);
        var rules = days.Select(d => d.Day).Distinct().Order().Select(day => (Day: day, Edition: rulesOf(day))).Where(r => r.Edition is not null).ToList();
        if (rules.Count == 0)
        {
            return (new HeavyPollutionVerdict { Reason = days.Count == 0 ? NoVerdictReason.NoData : NoVerdictReason.EditionGap }, []);
        }

        IReadOnlyList<PollutionDay> ordered = [.. days.GroupBy(d => d.Day).Where(g => g.Count() == 1).Select(g => g.First()).OrderBy(d => d.Day)];
        var reigns = rules.GroupBy(r => r.Edition!, (edition, of) => (Edition: edition, From: of.Min(r => r.Day), To: of.Max(r => r.Day))).ToList();
        var episodes = reigns.SelectMany(r => EpisodesIn(ordered, r)).ToList();
        var (highest, by) = HighestOf(episodes);
        var lift = reigns[^1].Edition;
        var last = days.Max(d => d.Day).AddDays(1 - lift.LiftDays);
        var isLowerBound = highest is not null && by?.Uncarried is not null;
        IEnumerable<RuleState> states = rules.Select(r => r.Edition!.StateOn(r.Day));
        return (new HeavyPollutionVerdict
        {
            Highest = highest,
            Measured = HighestOf(reigns.SelectMany(r => EpisodesIn([.. ordered.Where(d => d.Basis is PollutionBasis.Measured)], r))).Episode,
            IsLowerBound = isLowerBound,
            MayBeLifted = ordered.Count(d => d.Day >= last && IsKnown(d, lift)) == lift.LiftDays && !episodes.Exists(e => e.Episode.To >= last),
            Standard = (by ?? lift).Standard,
            RuleState = states.Append(highest?.Run.State ?? RuleState.Verified).Append(isLowerBound ? RuleState.Unverified : RuleState.Verified).Max(),
        }, [.. reigns.Select(r => r.Edition)]);
    }

    private static IEnumerable<(PollutionEpisode Episode, HeavyPollutionEdition By)> EpisodesIn(
        IReadOnlyList<PollutionDay> days, (HeavyPollutionEdition Edition, DateOnly From, DateOnly To) reign) =>
        EpisodesOf([.. days.Where(d => d.Day <= reign.To)], reign.Edition).Where(e => e.To >= reign.From).Select(e => (e, reign.Edition));

    private static (PollutionEpisode? Episode, HeavyPollutionEdition? By) HighestOf(IEnumerable<(PollutionEpisode Episode, HeavyPollutionEdition By)> episodes) =>
        episodes.OrderByDescending(e => e.Episode.Level.Severity).ThenBy(e => e.Episode.From).ThenByDescending(e => e.Episode.To).FirstOrDefault();

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

using Monitoring.Storage;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Alerts;

/// <summary>
/// How far a section was followed where its late verdicts come in, and what was seen later than that: the next late verdict
/// goes on from here instead of from four days of verdicts. Memory only; without it the past is read again.
/// </summary>
/// <param name="Watch">After the last late verdict.</param>
/// <param name="Ended">Episodes that ended before it.</param>
/// <param name="Later">The verdicts after it, ascending.</param>
/// <param name="Known">Alerts that may stand for an episode of these times.</param>
public sealed record LateWatch(SectionWatch Watch, IReadOnlyList<Episode> Ended, IReadOnlyList<FollowedVerdict> Later, IReadOnlyList<AlertFinding> Known)
{
    // A day and a half of one value a minute: a longer tail is not worth its memory.
    private const int MostLater = 2048;

    /// <summary>The beginning of the window.</summary>
    public static LateWatch FromThePast(AlertPast past, DateTimeOffset from, AlertRules rules)
    {
        var known = past.Alerts.Where(a => a.Kind == AlertKind.SectionAboveTarget).ToList();
        // What lasted when the window began goes on from there; its beginning can no longer change.
        var lasting = known.LastOrDefault(a => a.StartedAt < from);
        return new LateWatch(
            SectionWatch.Start(rules.Version, lasting is null ? null : AlertReconciliation.EpisodeOf(lasting)), [], [.. past.Verdicts.Select(FollowedVerdict.Of)], known);
    }

    /// <summary>Verdicts join those seen later than the watch; of one time the new one counts.</summary>
    public LateWatch With(IReadOnlyList<FollowedVerdict> judged)
    {
        var later = new SortedDictionary<DateTimeOffset, FollowedVerdict>();
        foreach (var verdict in Later.Concat(judged))
        {
            later[verdict.At] = verdict;
        }

        return this with { Later = [.. later.Values] };
    }

    /// <summary>The same, followed up to a time.</summary>
    public LateWatch Follow(DateTimeOffset upTo, AlertRules rules)
    {
        var count = Later.TakeWhile(v => v.At <= upTo).Count();
        var (watch, ended) = SectionEpisodes.Follow(Watch, Later.Take(count), rules);
        return this with { Watch = watch, Ended = [.. Ended, .. ended], Later = [.. Later.Skip(count)] };
    }

    /// <summary>Null when it is not worth its memory.</summary>
    public LateWatch? Kept(IReadOnlyList<AlertChange> changes)
    {
        if (Later.Count > MostLater)
        {
            return null;
        }

        var changed = changes.Select(c => c.Finding).ToDictionary(f => f.Id);
        return changed.Count == 0 ? this : this with { Known = [.. Known.Where(a => !changed.ContainsKey(a.Id)).Concat(changed.Values).OrderBy(a => a.StartedAt)] };
    }
}

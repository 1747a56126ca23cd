using Monitoring.Contracts;
using Monitoring.Silo.Stations;
using Monitoring.Storage;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Alerts;

/// <summary>What a step changes about alerts.</summary>
public sealed record AlertStepResult(AlertBook Next, IReadOnlyList<AlertChange> Changes, IReadOnlyList<AlertWatch> Watches);

/// <summary>
/// The part of the station step that raises, escalates and resolves the alert of a section. Pure. Verdicts that come in
/// order go on from the watch. A late or corrected one changes the past: then the verdicts of <see cref="Memory"/> are
/// followed again and the alerts are brought in line with what is found, so that the outcome does not depend on the order
/// of arrival; late verdicts in order of time go on from each other (<see cref="LateWatch"/>). What lies further back is history: it
/// raises nothing and resolves nothing.
/// </summary>
public static class SectionAlerts
{
    /// <summary>A gateway keeps 72 hours; a day more for what it then needs to send them.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(4);

    /// <summary>The times that alerts look at; a device's clock may lead as far as it may elsewhere.</summary>
    public static TimeRange Window(DateTimeOffset now) => new(now - Memory, now + ClockLead.Tolerance);

    /// <summary>The past that <see cref="Take"/> needs; null when the watch knows enough.</summary>
    /// <param name="judgedUpTo">Greatest time that has a verdict.</param>
    /// <param name="touched">The times whose values the step changes.</param>
    public static TimeRange? Needs(AlertBook book, DateTimeOffset? judgedUpTo, IEnumerable<DateTimeOffset> touched, DateTimeOffset now)
    {
        var window = Window(now);
        // A value speaks for later moments too: what it touches may lie in the window although it does not.
        var concerned = touched.Where(t => IsIn(window with { From = window.From - WaterJudge.Reach }, t)).ToList();
        if (concerned.Count == 0 || judgedUpTo is null
            || (book.Watch is { } watch && (watch.UpTo is not { } upTo || concerned.TrueForAll(t => t > upTo) || concerned.TrueForAll(t => t > book.Late?.Watch.UpTo))))
        {
            return null;
        }

        return window;
    }

    /// <param name="judged">The verdicts of this step, new and changed ones, in any order.</param>
    /// <param name="inputs">The answer to <see cref="Needs"/>.</param>
    public static AlertStepResult Take(
        AlertBook book, StationId station, IReadOnlyList<StoredVerdict> judged, AlertPast inputs, AlertRules rules, DateTimeOffset now)
    {
        var window = Window(now);
        var concerned = judged.Where(v => v.Kind is VerdictKind.Instant && IsIn(window, v.At)).OrderBy(v => v.At).Select(FollowedVerdict.Of).ToList();
        if (concerned.Count == 0)
        {
            return new AlertStepResult(book, [], []);
        }

        if (book.Watch is { } watch && !(concerned[0].At <= watch.UpTo))
        {
            var (followed, ended) = SectionEpisodes.Follow(watch, concerned, rules);
            return Result(followed, ended, book.Open.Where(a => a.Kind == AlertKind.SectionAboveTarget), book.Late?.With(concerned));
        }

        var past = book.Late is { } known && concerned[0].At > known.Watch.UpTo ? known : LateWatch.FromThePast(inputs, window.From, rules);
        var late = past.With(concerned);
        // Where a value comes late more are to be expected: the next ones go on behind the last of these.
        var lastLate = concerned.FindLast(v => v.At <= book.Watch?.UpTo).At;
        late = lastLate == default ? late : late.Follow(lastLate, rules);
        var (next, since) = SectionEpisodes.Follow(late.Watch, late.Later, rules);
        return Result(next, [.. late.Ended, .. since], late.Known, lastLate == default ? null : late);

        AlertStepResult Result(SectionWatch next, IReadOnlyList<Episode> ended, IEnumerable<AlertFinding> alerts, LateWatch? late)
        {
            var changes = AlertReconciliation.Changes(station, [.. alerts], next.Open is { } open ? [.. ended, open] : ended, now);
            return new AlertStepResult(book.With(next, late?.Kept(changes), changes), changes, [new AlertWatch(AlertKind.SectionAboveTarget, next.Write())]);
        }
    }

    private static bool IsIn(TimeRange range, DateTimeOffset at) => at >= range.From && at < range.To;
}

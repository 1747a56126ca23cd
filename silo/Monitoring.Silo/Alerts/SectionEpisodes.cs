using Monitoring.Compliance.Editions;
using Monitoring.Contracts;

namespace Monitoring.Silo.Alerts;

/// <summary>Follows the verdicts of a section in the order of their sampling times and finds its episodes.</summary>
public static class SectionEpisodes
{
    /// <summary>
    /// The watch after <paramref name="verdicts"/>, with what lasts, and every episode that ended meanwhile, oldest first.
    /// </summary>
    /// <param name="verdicts">Ascending in time, each later than the watch has followed.</param>
    public static (SectionWatch Next, IReadOnlyList<Episode> Ended) Follow(SectionWatch watch, IEnumerable<FollowedVerdict> verdicts, AlertRules rules)
    {
        var ended = new List<Episode>();
        foreach (var verdict in verdicts)
        {
            watch = watch with { UpTo = verdict.At };
            if ((verdict.Bad is null && !verdict.IsGood) || rules.SectionAt(verdict.At) is not { } rule)
            {
                // Without a class, or without a target to compare with, nothing is known: neither worse nor better.
                continue;
            }

            watch = verdict.Bad is { } bad ? Bad(watch, bad, rule) : Good(watch, verdict.At, rule, ended);
        }

        return (watch, ended);
    }

    private static SectionWatch Good(SectionWatch watch, DateTimeOffset at, AlertRule rule, List<Episode> ended)
    {
        // Counting on would only make the state differ for ever.
        var next = watch with { Good = Math.Min(watch.Good + 1, rule.ResolveAfter), Run = [], RunStartedAt = null };
        if (next.Open is not { } open || next.Good < rule.ResolveAfter)
        {
            return next;
        }

        ended.Add(open with { ResolvedAt = at });
        return next with { Open = null };
    }

    private static SectionWatch Bad(SectionWatch watch, BadValue value, AlertRule rule)
    {
        var run = watch.Run.Append(value).TakeLast(rule.Memory).ToList();
        var next = watch with { Good = 0, Run = run, RunStartedAt = watch.RunStartedAt ?? value.At };
        var held = rule.Conditions.Where(c => Holds(c, run)).ToList();
        if (next.Open is { } open)
        {
            var level = held.Select(c => c.Level).Append(open.Level).Max();
            return next with { Open = open with { Level = level, Newest = value } };
        }

        return held.Exists(c => c.Raises)
            ? next with { Open = new Episode(rule.Id, next.RunStartedAt!.Value, held.Max(c => c.Level), value, value) }
            : next;
    }

    private static bool Holds(AlertCondition condition, List<BadValue> run) =>
        run.Count >= condition.Running
        && run.TakeLast(condition.Running).All(v => Holds(condition, v))
        && (condition.RisePercent is not { } percent || HasRisen(run, percent, TimeSpan.FromHours(condition.WithinHours ?? 12)));

    private static bool Holds(AlertCondition condition, BadValue value) =>
        (condition.ClassAtLeast is not { } worst || value.Class >= worst)
        && (!condition.Toxic || value.Worst.Any(i => IsToxic(i, value.At)))
        && (condition.Item is not { } item || value.Worst.Any(i => i.Code == item && (condition.Below is not { } below || i.Value < below)));

    // Only what has a multiple can rise above a limit: not pH, not dissolved oxygen.
    private static bool HasRisen(List<BadValue> run, int percent, TimeSpan within)
    {
        var newest = run[^1];
        return newest.Worst.Where(i => i.Multiple is not null).Any(now => run.SkipLast(1).Where(v => newest.At - v.At <= within)
            .SelectMany(v => v.Worst).Any(then => then.Code == now.Code && now.Value * 100 > then.Value * (100 + percent)));
    }

    private static bool IsToxic(WorstItem item, DateTimeOffset at) =>
        EditionCatalogue.Default.WaterAt(ChinaTime.DayOf(at))?.Find(item.Code)?.Toxic == true;
}

using System.Globalization;
using Monitoring.Contracts;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Alerts;

/// <summary>Brings the alerts of a section in line with the episodes that its verdicts show.</summary>
internal static class AlertReconciliation
{
    /// <param name="known">Alerts of the kind that may stand for one of the episodes.</param>
    /// <returns>What ends before what begins: a section has one open alert at every moment.</returns>
    public static IReadOnlyList<AlertChange> Changes(StationId station, IReadOnlyList<AlertFinding> known, IReadOnlyList<Episode> episodes, DateTimeOffset now)
    {
        var matches = Match(known, episodes);
        var changes = new List<AlertChange>();
        foreach (var episode in episodes)
        {
            changes.AddRange(matches.TryGetValue(episode, out var alert) ? Updated(alert, episode, now) : [Raised(station, episode, known.Count, now)]);
        }

        var gone = known.Where(a => a.ResolvedAt is null && !matches.ContainsValue(a)).Select(a => Withdrawn(a, now));
        return [.. gone.Concat(changes).OrderBy(c => c.Finding.ResolvedAt is null)];
    }

    /// <summary>The episode of an alert whose beginning lies too far back to be found again.</summary>
    public static Episode EpisodeOf(AlertFinding alert)
    {
        IReadOnlyList<WorstItem> worst = alert is { Parameter: { } code, Value: { } value } ? [new WorstItem(code, Number(value)!.Value, Number(alert.Limit), Number(alert.Multiple))] : [];
        return new Episode(
            alert.Rule,
            alert.StartedAt,
            alert.Level,
            new BadValue(alert.StartedAt, 0, worst, alert.CertificateId ?? ""),
            new BadValue(alert.LastSeenAt, 0, worst, alert.CertificateId ?? ""));
    }

    // The open alert stands for the lasting episode where they meet, since people look at it; then the same beginning
    // counts, then the latest that was seen during the episode.
    private static Dictionary<Episode, AlertFinding> Match(IReadOnlyList<AlertFinding> known, IReadOnlyList<Episode> episodes)
    {
        var matches = new Dictionary<Episode, AlertFinding>(ReferenceEqualityComparer.Instance);
        Take((a, e) => a.ResolvedAt is null && e.ResolvedAt is null && Meet(a, e));
        Take((a, e) => a.StartedAt == e.StartedAt);
        Take(Meet);
        return matches;

        void Take(Func<AlertFinding, Episode, bool> isTheSame)
        {
            foreach (var episode in episodes.Reverse().Where(e => !matches.ContainsKey(e)))
            {
                if (known.LastOrDefault(a => !matches.ContainsValue(a) && isTheSame(a, episode)) is { } alert)
                {
                    matches.Add(episode, alert);
                }
            }
        }
    }

    private static bool Meet(AlertFinding alert, Episode episode) =>
        alert.StartedAt <= episode.SeenUntil && (alert.ResolvedAt ?? alert.LastSeenAt) >= episode.StartedAt;

    private static AlertChange Raised(StationId station, Episode episode, int known, DateTimeOffset now)
    {
        var empty = new AlertFinding(
            IdOf(station, episode, known, now), station, AlertKind.SectionAboveTarget, episode.Rule, episode.Level, null, null, null, null,
            episode.StartedAt, now, episode.Newest.At, null, null);
        var finding = With(empty, episode);
        var raised = Entry(AlertAction.Raised, finding, now);
        return new AlertChange(finding, episode.ResolvedAt is null ? [raised] : [raised, Entry(AlertAction.Resolved, finding, now)]);
    }

    private static IEnumerable<AlertChange> Updated(AlertFinding alert, Episode episode, DateTimeOffset now)
    {
        var finding = With(alert, episode);
        if (finding == alert)
        {
            yield break;
        }

        var entries = new List<AlertEntry>();
        if (finding.Level != alert.Level)
        {
            entries.Add(Entry(finding.Level > alert.Level ? AlertAction.Escalated : AlertAction.Lowered, finding, now));
        }

        if ((alert.ResolvedAt is null) != (finding.ResolvedAt is null))
        {
            entries.Add(Entry(finding.ResolvedAt is null ? AlertAction.Reopened : AlertAction.Resolved, finding, now));
        }

        yield return new AlertChange(finding, entries, Reopens: finding.ResolvedAt is null && (finding.Level > alert.Level || alert.ResolvedAt is not null));
    }

    // Corrections left nothing of the cause.
    private static AlertChange Withdrawn(AlertFinding alert, DateTimeOffset now)
    {
        var finding = alert with { ResolvedAt = alert.LastSeenAt };
        return new AlertChange(finding, [new AlertEntry(now, AlertAction.Resolved, AlertEntry.System, null, "corrected values show no cause")]);
    }

    private static AlertFinding With(AlertFinding alert, Episode episode)
    {
        var leading = episode.Newest.Leading;
        return alert with
        {
            Level = episode.Level,
            Parameter = leading?.Code,
            Value = Text(leading?.Value),
            Limit = Text(leading?.Limit),
            Multiple = Text(leading?.Multiple),
            StartedAt = episode.StartedAt,
            LastSeenAt = episode.Newest.At,
            ResolvedAt = episode.ResolvedAt,
            CertificateId = episode.RaisedBy.CertificateId is { Length: > 0 } id ? id : null,
        };
    }

    private static AlertEntry Entry(string action, AlertFinding finding, DateTimeOffset now) => new(
        now,
        action,
        AlertEntry.System,
        Province: null,
        string.Join(' ', new[] { finding.Level.ToString().ToLowerInvariant(), finding.Parameter, finding.Value }.Where(t => t is not null)));

    // Sorts by the time it was raised; the rest comes from what it is about, so that a repeated step gives the same id.
    // The count parts it from a withdrawn alert of the same beginning, should both fall into one millisecond.
    private static string IdOf(StationId station, Episode episode, int known, DateTimeOffset now)
    {
        var about = $"{station}|{AlertKind.SectionAboveTarget}|{episode.StartedAt.UtcTicks}|{episode.RaisedBy.At.UtcTicks}|{known}";
        var digest = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(about));
        return $"{now.ToUnixTimeMilliseconds():x12}-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}";
    }

    private static string? Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}

using Monitoring.Storage;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Alerts;

/// <summary>What the owner of a station remembers of its alerts.</summary>
/// <param name="Watch">Null when the past has to be followed first.</param>
/// <param name="Open">Alerts whose cause lasts, at most one of a kind.</param>
/// <param name="Late">Null while nothing comes late.</param>
public sealed record AlertBook(SectionWatch? Watch, IReadOnlyList<AlertFinding> Open, LateWatch? Late = null)
{
    public static readonly AlertBook Empty = new(null, []);

    public static AlertBook Of(StationSnapshot snapshot, AlertRules rules)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(rules);
        var stored = snapshot.Watches.FirstOrDefault(w => w.Kind == AlertKind.SectionAboveTarget);
        return new AlertBook(stored is null ? null : SectionWatch.Read(stored.State, rules.Version), snapshot.OpenAlerts);
    }

    public AlertFinding? OpenOf(string kind) => Open.FirstOrDefault(a => a.Kind == kind);

    /// <summary>The book after changes of alerts of one kind.</summary>
    public AlertBook With(SectionWatch? watch, LateWatch? late, IEnumerable<AlertChange> changes)
    {
        var open = Open.ToDictionary(a => a.Id);
        foreach (var finding in changes.Select(c => c.Finding))
        {
            open.Remove(finding.Id);
            if (finding.ResolvedAt is null)
            {
                open.Add(finding.Id, finding);
            }
        }

        return new AlertBook(watch, [.. open.Values], late);
    }
}

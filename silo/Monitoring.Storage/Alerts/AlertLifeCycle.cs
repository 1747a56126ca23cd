namespace Monitoring.Storage.Alerts;

/// <summary>Active → acknowledged → resolved, and closed by hand from any of them. A comment is always welcome.</summary>
public static class AlertLifeCycle
{
    /// <summary>Why the action is not possible now, as one sentence; null when it is.</summary>
    public static string? Refusal(Alert alert, AlertEntry entry)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(entry);
        return (entry.Action, alert.State) switch
        {
            (AlertAction.Commented, _) => null,
            (_, AlertState.Closed) => "the alert is closed",
            (AlertAction.Closed, _) => null,
            (_, AlertState.Resolved) => "the alert is resolved: its cause has ended",
            (AlertAction.Acknowledged, _) when alert.Acknowledgements.Any(a => a.By == entry.By) => $"{entry.By} has acknowledged the alert already",
            _ => null,
        };
    }
}

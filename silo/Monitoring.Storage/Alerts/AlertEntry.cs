namespace Monitoring.Storage.Alerts;

/// <summary>What happened to an alert; part of the API.</summary>
public static class AlertAction
{
    public const string Raised = "raised";
    public const string Escalated = "escalated";

    /// <summary>A correction showed that the level was too high.</summary>
    public const string Lowered = "lowered";

    public const string Resolved = "resolved";

    /// <summary>A late value showed that the cause had not ended.</summary>
    public const string Reopened = "reopened";

    public const string Acknowledged = "acknowledged";
    public const string Commented = "commented";
    public const string Assigned = "assigned";
    public const string HandedOver = "handed-over";
    public const string Closed = "closed";
}

/// <summary>One line of an alert's timeline; only ever added to.</summary>
/// <param name="At">When the system noted it.</param>
/// <param name="Action"><see cref="AlertAction"/>.</param>
/// <param name="By">The user, or <see cref="System"/>.</param>
/// <param name="Province">Side of the user, or null when unknown.</param>
/// <param name="Note">What the user wrote, or what the readings were.</param>
public sealed record AlertEntry(DateTimeOffset At, string Action, string By, string? Province, string Note)
{
    public const string System = "system";
}

/// <summary>One change of an alert by the owner of its station; committed with the readings that caused it.</summary>
/// <param name="Finding">As it is from now on.</param>
/// <param name="Entries">What is new in the timeline; none when only the newest value changed.</param>
/// <param name="Reopens">Takes back that it was closed by hand: what is worse now, nobody has closed.</param>
public sealed record AlertChange(AlertFinding Finding, IReadOnlyList<AlertEntry> Entries, bool Reopens = false);

/// <summary>How far a rule has followed a station, as its own text; the store does not read it.</summary>
/// <param name="Kind">Kind of alert the rule raises.</param>
public sealed record AlertWatch(string Kind, string State);

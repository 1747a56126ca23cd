using Monitoring.Contracts;

namespace Monitoring.Storage.Alerts;

/// <summary>The four colours of warnings, mildest first.</summary>
public enum AlertLevel
{
    Blue = 1,
    Yellow = 2,
    Orange = 3,
    Red = 4,
}

public enum AlertState
{
    /// <summary>The cause lasts and nobody has taken notice.</summary>
    Active = 0,

    /// <summary>The cause lasts and somebody has taken notice.</summary>
    Acknowledged = 1,

    /// <summary>The cause has ended.</summary>
    Resolved = 2,

    /// <summary>Somebody has closed it by hand.</summary>
    Closed = 3,
}

/// <summary>What alerts are about; part of the API.</summary>
public static class AlertKind
{
    public const string SectionAboveTarget = "section-above-target";
    public const string StationSilent = "station-silent";
}

/// <summary>
/// What the readings say about an alert. Only the owner of the station writes it; what people say stands apart, so
/// neither can overwrite the other.
/// </summary>
/// <param name="Id">Unique and unchanging; sorts by the time it was raised.</param>
/// <param name="Kind"><see cref="AlertKind"/>.</param>
/// <param name="Rule">Edition of the rule that raised it.</param>
/// <param name="Level">The highest one of this episode.</param>
/// <param name="Parameter">Item of the newest bad value; null where the alert is about no item.</param>
/// <param name="Value">That value, in the device's digits.</param>
/// <param name="Limit">What it breaks, or null.</param>
/// <param name="Multiple">By how many times the limit it is above, or null.</param>
/// <param name="StartedAt">Time of the first bad value.</param>
/// <param name="RaisedAt">When the system raised it.</param>
/// <param name="LastSeenAt">Time of the newest bad value.</param>
/// <param name="ResolvedAt">Time of the value with which the cause ended; null while it lasts.</param>
/// <param name="CertificateId">Evidence of the verdict that raised it; null where there is none.</param>
public sealed record AlertFinding(
    string Id,
    StationId Station,
    string Kind,
    string Rule,
    AlertLevel Level,
    string? Parameter,
    string? Value,
    string? Limit,
    string? Multiple,
    DateTimeOffset StartedAt,
    DateTimeOffset RaisedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset? ResolvedAt,
    string? CertificateId);

/// <summary>An alert with the station it is about and with what people did.</summary>
/// <param name="Revision">Grows with every change of any alert: a list of what changed since resumes from it.</param>
/// <param name="Section">Null for stations without one.</param>
/// <param name="HandedTo">Province it was handed over to, or null.</param>
public sealed record Alert(
    AlertFinding Finding,
    long Revision,
    Station Station,
    Section? Section,
    IReadOnlyList<AlertAcknowledgement> Acknowledgements,
    string? Assignee,
    string? HandedTo,
    DateTimeOffset? ClosedAt)
{
    public AlertState State => AlertStates.Of(ClosedAt, Finding.ResolvedAt, Acknowledgements.Count > 0);

    /// <summary>The other provinces it concerns: both sides of a border section, and whom it was handed over to.</summary>
    public IReadOnlyList<string> Partners =>
    [
        .. new[] { Section?.Responsible, Section?.Receives, HandedTo }.OfType<string>().Where(p => p.Length > 0 && p != Station.Province).Distinct(),
    ];
}

public static class AlertStates
{
    // A hand goes before the readings: who closes an alert has seen it end, whatever comes in later.
    public static AlertState Of(DateTimeOffset? closedAt, DateTimeOffset? resolvedAt, bool isAcknowledged) =>
        closedAt is not null ? AlertState.Closed
        : resolvedAt is not null ? AlertState.Resolved
        : isAcknowledged ? AlertState.Acknowledged
        : AlertState.Active;
}

/// <summary>Somebody took notice.</summary>
/// <param name="Province">Side of the border, or null when unknown.</param>
public sealed record AlertAcknowledgement(string? Province, string By, DateTimeOffset At, string Note);

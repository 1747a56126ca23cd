namespace Monitoring.Storage.Alerts;

/// <param name="State">Null takes all.</param>
/// <param name="Province">Of the station, or a partner it concerns; null takes all.</param>
public sealed record AlertFilter(AlertState? State = null, string? Province = null);

/// <summary>What somebody does to an alert; it is refused where its state does not allow it.</summary>
/// <param name="Entry">The line it leaves in the timeline; its action says what is done.</param>
/// <param name="Target">Whom it is assigned to, or the province it is handed over to; null otherwise.</param>
public sealed record AlertCommand(string AlertId, AlertEntry Entry, string? Target = null);

/// <summary>What became of a command.</summary>
public abstract record AlertOutcome
{
    public sealed record Done(Alert Alert) : AlertOutcome;

    public sealed record Unknown : AlertOutcome;

    /// <summary>Not in this state; <paramref name="Reason"/> is one sentence for the user.</summary>
    public sealed record Refused(AlertState State, string Reason) : AlertOutcome;
}

/// <summary>The alerts: lists for readers, commands of people. What the readings change comes with <see cref="StationWrites"/>.</summary>
public interface IAlertStore
{
    /// <summary>The last raised first.</summary>
    Task<Page<Alert>> List(AlertFilter filter, string? cursor, int limit, CancellationToken cancellationToken = default);

    Task<Alert?> Find(string id, CancellationToken cancellationToken = default);

    /// <summary>The timeline, oldest first; empty for an unknown alert.</summary>
    Task<IReadOnlyList<AlertEntry>> Timeline(string id, CancellationToken cancellationToken = default);

    /// <summary>Those changed after a revision, in the order of their last change.</summary>
    Task<IReadOnlyList<Alert>> ChangedSince(long revision, int limit, CancellationToken cancellationToken = default);

    /// <summary>The revision of the last change; 0 without alerts.</summary>
    Task<long> LastRevision(CancellationToken cancellationToken = default);

    /// <summary>Checks, changes, and enters timeline and audit trail, all in one commit; durable when it returns.</summary>
    Task<AlertOutcome> Apply(AlertCommand command, CancellationToken cancellationToken = default);
}

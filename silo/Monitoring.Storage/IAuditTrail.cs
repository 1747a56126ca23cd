namespace Monitoring.Storage;

/// <summary>One change that somebody made: who, what, to what.</summary>
/// <param name="Id">Ascending; 0 on the way in.</param>
/// <param name="Actor">The user, or <c>system</c>.</param>
/// <param name="Action">Such as <c>station.change</c>.</param>
/// <param name="Subject">The id of what was changed.</param>
/// <param name="Detail">What is different now; never a secret.</param>
public sealed record AuditEntry(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string Detail);

/// <summary>The changes that people made; only ever added to. Durable when <see cref="Add"/> returns.</summary>
public interface IAuditTrail
{
    Task Add(AuditEntry entry, CancellationToken cancellationToken = default);

    /// <summary>The newest first.</summary>
    Task<Page<AuditEntry>> List(string? cursor, int limit, CancellationToken cancellationToken = default);
}

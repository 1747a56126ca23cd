using System.Security.Claims;
using Monitoring.Storage;

namespace Monitoring.Api.Auth;

/// <summary>Writes down a change before its answer leaves, under the name of who asked for it.</summary>
internal sealed class Audit(IAuditTrail trail, TimeProvider clock)
{
    public Task Add(ClaimsPrincipal actor, string action, string subject, string detail, CancellationToken cancellationToken) =>
        trail.Add(new AuditEntry(0, clock.GetUtcNow(), actor.Actor(), action, subject, detail), cancellationToken);
}

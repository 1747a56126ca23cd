using Monitoring.Silo.Http;
using Monitoring.Storage;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Remote;

/// <summary>Reads the alerts in the store; what people do to them goes through the silo, which tells every listener.</summary>
internal sealed class RemoteAlertStore(IAlertStore stored, SiloClient silo) : IAlertStore
{
    public Task<Page<Alert>> List(AlertFilter filter, string? cursor, int limit, CancellationToken cancellationToken) => stored.List(filter, cursor, limit, cancellationToken);

    public Task<Alert?> Find(string id, CancellationToken cancellationToken) => stored.Find(id, cancellationToken);

    public Task<IReadOnlyList<AlertEntry>> Timeline(string id, CancellationToken cancellationToken) => stored.Timeline(id, cancellationToken);

    public Task<IReadOnlyList<Alert>> ChangedSince(long revision, int limit, CancellationToken cancellationToken) => stored.ChangedSince(revision, limit, cancellationToken);

    public Task<long> LastRevision(CancellationToken cancellationToken) => stored.LastRevision(cancellationToken);

    public async Task<AlertOutcome> Apply(AlertCommand command, CancellationToken cancellationToken)
    {
        var answer = await silo.Send<AlertCommand, AlertAnswer>(HttpMethod.Post, SiloDoor.AlertCommands, command, cancellationToken);
        return answer switch
        {
            { IsDone: true } when await stored.Find(command.AlertId, cancellationToken) is { } alert => new AlertOutcome.Done(alert),
            { State: { } state, Reason: { } reason } => new AlertOutcome.Refused(state, reason),
            _ => new AlertOutcome.Unknown(),
        };
    }
}

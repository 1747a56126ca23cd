using Monitoring.Storage.Alerts;

namespace Monitoring.Storage.Relational;

/// <summary>What people do to alerts. Runs on the writing connection, so that nothing changes between check and change.</summary>
internal static class AlertCommands
{
    public static AlertOutcome Apply(ISession session, AlertCommand command)
    {
        session.Serialize(AlertRows.Revisions);
        if (AlertRows.Find(session, command.AlertId) is not { } alert)
        {
            return new AlertOutcome.Unknown();
        }

        if (AlertLifeCycle.Refusal(alert, command.Entry) is { } reason)
        {
            return new AlertOutcome.Refused(alert.State, reason);
        }

        Change(session, command);
        AlertRows.Append(session, command.AlertId, command.Entry);
        session.Prepare("UPDATE alerts SET revision = (SELECT max(revision) + 1 FROM alerts) WHERE id = ?").Bind(command.AlertId).Run();
        AuditRows.Add(session, new AuditEntry(0, command.Entry.At, command.Entry.By, $"alert.{command.Entry.Action}", command.AlertId, Detail(command)));
        return new AlertOutcome.Done(AlertRows.Find(session, command.AlertId)!);
    }

    private static void Change(ISession session, AlertCommand command)
    {
        switch (command.Entry.Action)
        {
            case AlertAction.Assigned:
                session.Prepare("UPDATE alerts SET assignee = ? WHERE id = ?").Bind(command.Target).Bind(command.AlertId).Run();
                break;
            case AlertAction.HandedOver:
                // Whoever had it belongs to the side that hands it over.
                session.Prepare("UPDATE alerts SET handed_to = ?, assignee = NULL WHERE id = ?").Bind(command.Target).Bind(command.AlertId).Run();
                break;
            case AlertAction.Closed:
                session.Prepare("UPDATE alerts SET closed_at = ? WHERE id = ?").Bind(command.Entry.At).Bind(command.AlertId).Run();
                break;
        }
    }

    private static string Detail(AlertCommand command) =>
        string.Join(": ", new[] { command.Target, command.Entry.Note }.Where(t => !string.IsNullOrEmpty(t)));
}

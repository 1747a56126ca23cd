using Monitoring.Storage.Alerts;

namespace Monitoring.Storage.Relational;

internal sealed class AlertStore(IReaders readers, GroupCommitter committer) : IAlertStore
{
    private const string IsAcknowledged = $"EXISTS (SELECT 1 FROM alert_timeline t WHERE t.alert = a.id AND t.action = '{AlertAction.Acknowledged}')";

    public Task<Page<Alert>> List(AlertFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        // An id sorts by the time it was raised, so it is the key of the list.
        var before = Cursor.Text(cursor);
        return readers.Read(
            session =>
            {
                var rows = AlertRows.Read(session.Prepare(
                    $"""
                    SELECT {AlertRows.Columns} FROM {AlertRows.Tables} LEFT JOIN sections x ON x.id = s.section
                    WHERE (?1 IS NULL OR a.id < ?1) AND (?2 IS NULL OR ?2 IN (s.province, x.responsible, x.receives, a.handed_to)) AND {Condition(filter.State)}
                    ORDER BY a.id DESC LIMIT ?3
                    """)
                    .Bind(before).Bind(filter.Province).Bind(limit + 1));
                var page = Cursor.Page(rows, limit, r => Cursor.OfText(r.Finding.Id));
                return new Page<Alert>([.. page.Items.Select(r => AlertRows.WithPeople(session, r))], page.Cursor);
            },
            cancellationToken);
    }

    public Task<Alert?> Find(string id, CancellationToken cancellationToken) => readers.Read(session => AlertRows.Find(session, id), cancellationToken);

    public Task<IReadOnlyList<AlertEntry>> Timeline(string id, CancellationToken cancellationToken) =>
        readers.Read<IReadOnlyList<AlertEntry>>(session => AlertRows.Timeline(session, id), cancellationToken);

    public Task<IReadOnlyList<Alert>> ChangedSince(long revision, int limit, CancellationToken cancellationToken) => readers.Read<IReadOnlyList<Alert>>(
        session =>
        {
            var rows = AlertRows.Read(session.Prepare($"SELECT {AlertRows.Columns} FROM {AlertRows.Tables} WHERE a.revision > ? ORDER BY a.revision LIMIT ?")
                .Bind(revision).Bind(limit));
            return [.. rows.Select(r => AlertRows.WithPeople(session, r))];
        },
        cancellationToken);

    public Task<long> LastRevision(CancellationToken cancellationToken) =>
        readers.Read(
            session =>
            {
                using var row = session.Prepare("SELECT coalesce(max(revision), 0) FROM alerts");
                return row.Step() ? row.Int64(0) : 0;
            },
            cancellationToken);

    public Task<AlertOutcome> Apply(AlertCommand command, CancellationToken cancellationToken) =>
        committer.Commit(writer => AlertCommands.Apply(writer.Session, command), cancellationToken);

    // The same order as AlertStates.Of, in the words of the table.
    private static string Condition(AlertState? state) => state switch
    {
        null => "1 = 1",
        AlertState.Closed => "a.closed_at IS NOT NULL",
        AlertState.Resolved => "a.closed_at IS NULL AND a.resolved_at IS NOT NULL",
        AlertState.Acknowledged => $"a.closed_at IS NULL AND a.resolved_at IS NULL AND {IsAcknowledged}",
        _ => $"a.closed_at IS NULL AND a.resolved_at IS NULL AND NOT {IsAcknowledged}",
    };
}

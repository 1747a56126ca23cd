using Monitoring.Contracts;
using Monitoring.Storage.Alerts;

namespace Monitoring.Storage.Relational;

/// <summary>Alerts to rows and back.</summary>
internal static class AlertRows
{
    public const string FindingColumns =
        "a.id, s.id, a.kind, a.rule, a.level, a.parameter, a.value, a.limit_text, a.multiple, a.started_at, a.raised_at, a.last_seen_at, a.resolved_at, a.certificate";

    public const string Columns = $"{FindingColumns}, a.revision, a.assignee, a.handed_to, a.closed_at";

    /// <summary>Who numbers a change must know the last number for certain.</summary>
    public const string Revisions = "alert revisions";

    public const string Tables = "alerts a JOIN stations s ON s.no = a.station";

    /// <summary>What a station's owner writes; what people wrote stays.</summary>
    public static void Put(ISession session, long station, AlertChange change)
    {
        var finding = change.Finding;
        session.Serialize(Revisions);
        session.Prepare(
            """
            INSERT INTO alerts (id, station, kind, rule, level, parameter, value, limit_text, multiple, started_at, raised_at, last_seen_at, resolved_at, certificate, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(revision), 0) + 1 FROM alerts))
            ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, level = excluded.level, parameter = excluded.parameter, value = excluded.value,
              limit_text = excluded.limit_text, multiple = excluded.multiple, started_at = excluded.started_at, last_seen_at = excluded.last_seen_at,
              resolved_at = excluded.resolved_at, certificate = excluded.certificate, revision = excluded.revision
            """)
            .Bind(finding.Id).Bind(station).Bind(finding.Kind).Bind(finding.Rule).Bind((int)finding.Level).Bind(finding.Parameter)
            .Bind(finding.Value).Bind(finding.Limit).Bind(finding.Multiple).Bind(finding.StartedAt).Bind(finding.RaisedAt)
            .Bind(finding.LastSeenAt).Bind(finding.ResolvedAt).Bind(finding.CertificateId).Run();
        if (change.Reopens)
        {
            session.Prepare("UPDATE alerts SET closed_at = NULL WHERE id = ?").Bind(finding.Id).Run();
        }

        foreach (var entry in change.Entries)
        {
            Append(session, finding.Id, entry);
        }
    }

    public static void Put(ISession session, long station, AlertWatch watch) => session.Prepare(
        "INSERT INTO alert_watches (station, kind, state) VALUES (?, ?, ?) ON CONFLICT (station, kind) DO UPDATE SET state = excluded.state")
        .Bind(station).Bind(watch.Kind).Bind(watch.State).Run();

    public static void Append(ISession session, string alert, AlertEntry entry) => session.Prepare(
        "INSERT INTO alert_timeline (alert, at, action, actor, province, note) VALUES (?, ?, ?, ?, ?, ?)")
        .Bind(alert).Bind(entry.At).Bind(entry.Action).Bind(entry.By).Bind(entry.Province).Bind(entry.Note).Run();

    public static Alert? Find(ISession session, string id)
    {
        var rows = Read(session.Prepare($"SELECT {Columns} FROM {Tables} WHERE a.id = ?").Bind(id));
        return rows is [var row] ? WithPeople(session, row) : null;
    }

    /// <summary>Those of a station whose cause lasts, or ended at or after a time.</summary>
    public static List<AlertFinding> Findings(ISession session, long station, DateTimeOffset endedSince)
    {
        var found = new List<AlertFinding>();
        using var rows = session.Prepare($"SELECT {FindingColumns} FROM {Tables} WHERE a.station = ? AND (a.resolved_at IS NULL OR a.resolved_at >= ?) ORDER BY a.started_at, a.id")
            .Bind(station).Bind(endedSince);
        while (rows.Step())
        {
            found.Add(Finding(rows));
        }

        return found;
    }

    public static List<AlertWatch> Watches(ISession session, long station)
    {
        var found = new List<AlertWatch>();
        using var rows = session.Prepare("SELECT kind, state FROM alert_watches WHERE station = ?").Bind(station);
        while (rows.Step())
        {
            found.Add(new AlertWatch(rows.Text(0), rows.Text(1)));
        }

        return found;
    }

    public static List<AlertRow> Read(IStatement statement)
    {
        using var rows = statement;
        var read = new List<AlertRow>();
        while (rows.Step())
        {
            read.Add(new AlertRow(Finding(rows), rows.Int64(14), rows.TextOrNull(15), rows.TextOrNull(16), rows.InstantOrNull(17)));
        }

        return read;
    }

    public static Alert WithPeople(ISession session, AlertRow row)
    {
        var registered = RegistryRows.FindStation(session, row.Finding.Station)!;
        return new Alert(row.Finding, row.Revision, registered.Station, registered.Section, Acknowledgements(session, row.Finding.Id), row.Assignee, row.HandedTo, row.ClosedAt);
    }

    public static List<AlertEntry> Timeline(ISession session, string id)
    {
        var read = new List<AlertEntry>();
        using var rows = session.Prepare("SELECT at, action, actor, province, note FROM alert_timeline WHERE alert = ? ORDER BY no").Bind(id);
        while (rows.Step())
        {
            read.Add(new AlertEntry(rows.Instant(0), rows.Text(1), rows.Text(2), rows.TextOrNull(3), rows.Text(4)));
        }

        return read;
    }

    private static List<AlertAcknowledgement> Acknowledgements(ISession session, string id) =>
    [
        .. Timeline(session, id).Where(e => e.Action == AlertAction.Acknowledged).Select(e => new AlertAcknowledgement(e.Province, e.By, e.At, e.Note)),
    ];

    private static AlertFinding Finding(IStatement row) => new(
        row.Text(0),
        StationId.Parse(row.Text(1)),
        row.Text(2),
        row.Text(3),
        (AlertLevel)row.Int32(4),
        row.TextOrNull(5),
        row.TextOrNull(6),
        row.TextOrNull(7),
        row.TextOrNull(8),
        row.Instant(9),
        row.Instant(10),
        row.Instant(11),
        row.InstantOrNull(12),
        row.TextOrNull(13));
}

/// <summary>A row of the table as it stands.</summary>
internal sealed record AlertRow(AlertFinding Finding, long Revision, string? Assignee, string? HandedTo, DateTimeOffset? ClosedAt);

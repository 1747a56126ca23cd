namespace Monitoring.Storage.Relational;

internal static class AuditRows
{
    public static void Add(ISession session, AuditEntry entry) =>
        session.Prepare("INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)")
            .Bind(entry.At).Bind(entry.Actor).Bind(entry.Action).Bind(entry.Subject).Bind(entry.Detail).Run();
}

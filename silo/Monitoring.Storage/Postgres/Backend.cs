namespace Monitoring.Storage.Postgres;

/// <summary>
/// The server's end of a connection. It lives, with its locks, until the server notices that nobody is at the other end: a cable that was
/// pulled says nothing.
/// </summary>
internal sealed record Backend(long Id, string StartedAt)
{
    /// <summary>For the session that holds the owner's lock: half a minute after its machine is gone, another one may take over.</summary>
    public const string NoticeTheEnd = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000";

    public static Backend Of(PostgresSession session)
    {
        using var row = session.Prepare("SELECT pid::bigint, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()");
        row.Step();
        return new Backend(row.Int64(0), row.Text(1));
    }

    /// <summary>Ends it, if it is still there: a role may do that to what it opened itself. Numbers come again, beginnings do not.</summary>
    public void End(PostgresSession session)
    {
        using var row = session.Prepare("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start::text = ?").Bind(Id).Bind(StartedAt);
        row.Step();
    }
}

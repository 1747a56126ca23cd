namespace Monitoring.Storage.Postgres;

/// <summary>Locks of the database itself that go with the connection, however its process ends.</summary>
internal static class PostgresLocks
{
    private const string Owner = "hashtextextended('monitoring owner', 0)";
    private const string Migration = "hashtextextended('monitoring migration', 0)";

    // The server notices the end of a killed process within moments.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <exception cref="StoreUnavailableException">Another process owns the database.</exception>
    public static void TakeOwnership(PostgresSession session, StoreOwnership ownership, PostgresDatabase database)
    {
        if (ownership is StoreOwnership.Beside)
        {
            return;
        }

        var sql = $"SELECT pg_try_advisory_lock{(ownership is StoreOwnership.Shared ? "_shared" : "")}({Owner})";
        using var pause = new ManualResetEventSlim();
        for (var waited = TimeSpan.Zero; !IsTaken(session, sql); waited += LookEvery)
        {
            if (waited >= Patience)
            {
                throw new StoreUnavailableException($"{database.Place} is in use by another process: stop it, or choose another database");
            }

            pause.Wait(LookEvery);
        }
    }

    /// <summary>Waits for its turn: of several processes that start at once one migrates, and the others find it done.</summary>
    public static void TakeMigration(PostgresSession session) => session.Execute($"SELECT pg_advisory_lock({Migration})");

    private static bool IsTaken(PostgresSession session, string sql)
    {
        using var row = session.Prepare(sql);
        row.Step();
        return row.Bool(0);
    }
}

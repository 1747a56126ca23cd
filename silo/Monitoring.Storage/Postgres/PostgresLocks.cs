namespace Monitoring.Storage.Postgres;

/// <summary>Locks of the database itself that go with the connection, however its process ends.</summary>
internal static class PostgresLocks
{
    private const string Owner = "hashtextextended('monitoring owner', 0)";
    private const string Presence = "hashtextextended('monitoring presence', 0)";
    private const string Migration = "hashtextextended('monitoring migration', 0)";

    // The server notices the end of a killed process within moments.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <exception cref="StoreUnavailableException">Another process owns the database.</exception>
    public static void TakeOwnership(PostgresSession session, StoreOwnership ownership, PostgresDatabase database)
    {
        var inUse = $"{database.Place} is in use by another process: stop it, or choose another database";
        switch (ownership)
        {
            case StoreOwnership.Beside:
                Take(session, "_shared", Presence, $"a move into {database.Place} is under way: start again when it has ended");
                break;
            case StoreOwnership.Shared:
                Take(session, "_shared", Owner, inUse);
                break;
            default:
                Take(session, "", Owner, inUse);
                break;
        }
    }

    /// <summary>Of a move: nobody owns the stations, and nobody stands beside them, who would write too.</summary>
    /// <exception cref="StoreUnavailableException">Another process uses the database.</exception>
    public static void TakeAll(PostgresSession session, PostgresDatabase database)
    {
        TakeOwnership(session, StoreOwnership.Exclusive, database);
        Take(session, "", Presence, $"{database.Place} is in use by a process beside its owner, an API: stop it, and move again");
    }

    /// <summary>Waits for its turn: of several processes that start at once one migrates, and the others find it done.</summary>
    public static void TakeMigration(PostgresSession session) => session.Execute($"SELECT pg_advisory_lock({Migration})");

    private static void Take(PostgresSession session, string kind, string key, string refusal)
    {
        var sql = $"SELECT pg_try_advisory_lock{kind}({key})";
        using var pause = new ManualResetEventSlim();
        for (var waited = TimeSpan.Zero; !IsTaken(session, sql); waited += LookEvery)
        {
            if (waited >= Patience)
            {
                throw new StoreUnavailableException(refusal);
            }

            pause.Wait(LookEvery);
        }
    }

    private static bool IsTaken(PostgresSession session, string sql)
    {
        using var row = session.Prepare(sql);
        row.Step();
        return row.Bool(0);
    }
}

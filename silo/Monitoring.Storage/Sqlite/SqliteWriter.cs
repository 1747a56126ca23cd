using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Sqlite;

/// <param name="maxLooks">How often it looks, every millisecond, whether another process has let go of the store.</param>
internal sealed class SqliteWriter(SqliteSession session, int maxLooks = 30_000) : IStoreWriter
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    // Never set: what a thread of its own can wait on.
    private readonly ManualResetEventSlim pause = new();

    public ISession Session => session;

    public KnownNumbers Numbers { get; } = new(session);

    public IMassRows Rows { get; } = new SqliteRows(session);

    public IReadingMonths? Months => null;

    // A file does not go away in the middle.
    public bool IsLost => false;

    public long Tenure => 1;

    /// <summary>
    /// Waits for the commit of another process, looking every millisecond: SQLite's own waiting looks ten times a second at last, and
    /// would hardly ever meet the moment between two commits of a busy silo.
    /// </summary>
    public void Begin()
    {
        for (var looks = 0; !session.TryBeginWrite(); looks++)
        {
            if (looks == maxLooks)
            {
                throw new StoreUnavailableException("another process has been writing the store for too long");
            }

            pause.Wait(LookEvery);
        }
    }

    public void Commit() => session.Execute("COMMIT");

    public Exception? Rollback()
    {
        Numbers.Forget();
        try
        {
            session.Rollback();
            return null;
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            return e;
        }
    }
}

using Monitoring.Storage.Relational;
using Npgsql;

namespace Monitoring.Storage.Postgres;

/// <summary>
/// The writing connection, opened again when it was lost. It holds the owner's lock of the database: who cannot write any more owns
/// nothing any more.
/// </summary>
internal sealed class PostgresWriter(PostgresDatabase database, StoreOwnership ownership) : IStoreWriter, IDisposable
{
    private PostgresSession? session;
    private StagedRows? rows;
    private NpgsqlTransaction? transaction;
    private Backend? mine;
    private long tenure;

    public ISession Session => Open;

    public KnownNumbers Numbers { get; private set; } = null!;

    public IMassRows Rows => rows!;

    public IReadingMonths Months => new PostgresMonths(Open, rows!);

    public bool IsLost => session is null;

    public long Tenure => Interlocked.Read(ref tenure);

    private PostgresSession Open => session ?? throw new StoreUnavailableException($"{database.Place} has no connection");

    /// <exception cref="StoreUnavailableException">The server does not answer, or another process owns the database.</exception>
    public void Connect()
    {
        PostgresSession? opened = null;
        try
        {
            opened = PostgresSession.Open(database);
            // The server may not have noticed that the last connection is gone: its lock would keep this process out for hours.
            mine?.End(opened);
            opened.Execute(Backend.NoticeTheEnd);
            PostgresLocks.TakeOwnership(opened, ownership, database);
            PostgresMigrations.RefuseOtherEncodings(opened, database);
            PostgresMigrations.RefuseHalfMoved(opened, database);
            // Who turned it off for a database meant other programs: a receipt goes out for what this one commits.
            opened.Execute("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'");
            opened.Execute(StagedRows.Tables);
            mine = Backend.Of(opened);
        }
        catch (Exception e)
        {
            opened?.Dispose();
            throw e is NpgsqlException ? database.Unavailable(e) : e;
        }

        session = opened;
        Interlocked.Increment(ref tenure);
        rows = new StagedRows(opened);
        Numbers = new KnownNumbers(opened);
    }

    public void Begin()
    {
        if (session is not { IsOpen: true })
        {
            Dispose();
            Connect();
        }

        transaction = Open.Connection.BeginTransaction();
    }

    public void Commit()
    {
        rows!.Flush();
        try
        {
            transaction!.Commit();
        }
        catch
        {
            // It may have happened all the same, also when the connection still stands: nothing of it is tried again here.
            Dispose();
            throw;
        }
    }

    public Exception? Rollback()
    {
        if (session is null)
        {
            return null;
        }

        Numbers.Forget();
        rows!.Forget();
        try
        {
            if (session.IsOpen)
            {
                transaction?.Rollback();
                transaction?.Dispose();
                transaction = null;
                return null;
            }
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            Dispose();
            return e;
        }

        Dispose();
        return null;
    }

    public void Dispose()
    {
        session?.Dispose();
        session = null;
        transaction = null;
    }
}

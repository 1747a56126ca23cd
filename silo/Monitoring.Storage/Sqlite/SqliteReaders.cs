using System.Collections.Concurrent;
using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Sqlite;

internal sealed class SqliteReaders(string path) : IReaders, IDisposable
{
    private const int MaxIdle = 8;
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private bool isDisposed;

    public Task<T> Read<T>(Func<ISession, T> query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var session = idle.TryTake(out var pooled) ? pooled : SqliteSession.OpenReader(path);
        try
        {
            session.Execute("BEGIN");
            var result = query(session);
            session.Execute("COMMIT");
            Return(session);
            return Task.FromResult(result);
        }
        catch
        {
            // What failed half way is not lent again.
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private void Return(SqliteSession session)
    {
        if (isDisposed || idle.Count >= MaxIdle)
        {
            session.Dispose();
            return;
        }

        idle.Add(session);
        if (isDisposed)
        {
            Dispose();
        }
    }
}

using System.Data;
using System.Threading.Channels;
using Monitoring.Storage.Relational;
using Npgsql;

namespace Monitoring.Storage.Postgres;

/// <summary>
/// A few threads with a connection each. The statements are those that SQLite runs too, so they wait for their rows where they stand; on
/// threads of their own they take none from the pool that everything else runs on. When too much waits, more is refused; what nobody waits
/// for any more is not asked.
/// </summary>
internal sealed class PostgresReaders : IReaders, IDisposable
{
    private const int MostWaiting = 4096;

    private readonly Channel<IRead> queue = Channel.CreateBounded<IRead>(MostWaiting);
    private readonly PostgresDatabase database;
    private readonly List<Thread> threads = [];
    private volatile bool isDisposed;

    /// <param name="database">Where they read.</param>
    /// <param name="what">What they are for; the name of their threads.</param>
    /// <param name="count">How many connections.</param>
    public PostgresReaders(PostgresDatabase database, string what, int count)
    {
        this.database = database;
        for (var i = 0; i < count; i++)
        {
            var thread = new Thread(Run) { Name = $"store {what} {i}", IsBackground = true };
            threads.Add(thread);
            thread.Start();
        }
    }

    private interface IRead
    {
        void Run(Func<PostgresSession> open, ref PostgresSession? session);

        void Fail(Exception error);
    }

    public Task<T> Read<T>(Func<ISession, T> query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var read = new QueuedRead<T>(query, cancellationToken);
        if (!queue.Writer.TryWrite(read))
        {
            read.Fail(isDisposed ? new ObjectDisposedException(nameof(PostgresReaders)) : new StoreUnavailableException($"{database.Place} has {MostWaiting} questions waiting: ask again later"));
        }

        return read.Task;
    }

    public void Dispose()
    {
        isDisposed = true;
        queue.Writer.TryComplete();
        threads.ForEach(t => t.Join());
    }

    private void Run()
    {
        PostgresSession? session = null;
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            if (!queue.Reader.TryRead(out var read))
            {
                continue;
            }

            if (isDisposed)
            {
                read.Fail(new ObjectDisposedException(nameof(PostgresReaders)));
            }
            else
            {
                read.Run(() => PostgresSession.Open(database), ref session);
            }
        }

        session?.Dispose();
    }

    private sealed class QueuedRead<T> : IRead
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Func<ISession, T> query;
        private readonly CancellationTokenRegistration cancellation;

        public QueuedRead(Func<ISession, T> query, CancellationToken cancellationToken)
        {
            this.query = query;
            cancellation = cancellationToken.UnsafeRegister((read, token) => ((QueuedRead<T>)read!).done.TrySetCanceled(token), this);
        }

        public Task<T> Task => done.Task;

        public void Run(Func<PostgresSession> open, ref PostgresSession? session)
        {
            if (done.Task.IsCompleted)
            {
                return;
            }

            try
            {
                var isUsed = session is not null;
                try
                {
                    Succeed(Answer(session ??= open()));
                }
                catch (NpgsqlException) when (isUsed && !session!.IsOpen)
                {
                    // The server was restarted since the last read: that one more try finds out.
                    session.Dispose();
                    session = null;
                    Succeed(Answer(session = open()));
                }
            }
            catch (Exception e)
            {
                // What failed half way is not used again.
                session?.Dispose();
                session = null;
                Fail(e);
            }
        }

        public void Fail(Exception error)
        {
            cancellation.Dispose();
            done.TrySetException(error);
        }

        private void Succeed(T answer)
        {
            cancellation.Dispose();
            done.TrySetResult(answer);
        }

        private T Answer(PostgresSession session)
        {
            using var transaction = session.Connection.BeginTransaction(IsolationLevel.RepeatableRead);
            var answer = query(session);
            transaction.Commit();
            return answer;
        }
    }
}

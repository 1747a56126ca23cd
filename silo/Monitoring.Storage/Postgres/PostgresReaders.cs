using System.Data;
using System.Threading.Channels;
using Monitoring.Storage.Relational;
using Npgsql;

namespace Monitoring.Storage.Postgres;

/// <summary>
/// A few threads with a connection each. The statements are those that SQLite runs too, so they wait for their rows where they stand; on
/// threads of their own they take none from the pool that everything else runs on.
/// </summary>
internal sealed class PostgresReaders : IReaders, IDisposable
{
    private const int Threads = 8;

    private readonly Channel<IRead> queue = Channel.CreateUnbounded<IRead>();
    private readonly PostgresDatabase database;
    private readonly List<Thread> threads = [];

    public PostgresReaders(PostgresDatabase database)
    {
        this.database = database;
        for (var i = 0; i < Threads; i++)
        {
            var thread = new Thread(Run) { Name = $"store reader {i}", IsBackground = true };
            threads.Add(thread);
            thread.Start();
        }
    }

    private interface IRead
    {
        void Run(Func<PostgresSession> open, ref PostgresSession? session);
    }

    public Task<T> Read<T>(Func<ISession, T> query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = new QueuedRead<T>(query);
        return queue.Writer.TryWrite(read) ? read.Task : throw new ObjectDisposedException(nameof(PostgresReaders));
    }

    public void Dispose()
    {
        queue.Writer.TryComplete();
        threads.ForEach(t => t.Join());
    }

    private void Run()
    {
        PostgresSession? session = null;
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            if (queue.Reader.TryRead(out var read))
            {
                read.Run(() => PostgresSession.Open(database), ref session);
            }
        }

        session?.Dispose();
    }

    private sealed class QueuedRead<T>(Func<ISession, T> query) : IRead
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => done.Task;

        public void Run(Func<PostgresSession> open, ref PostgresSession? session)
        {
            try
            {
                var isUsed = session is not null;
                try
                {
                    done.SetResult(Answer(session ??= open()));
                }
                catch (NpgsqlException) when (isUsed && !session!.IsOpen)
                {
                    // The server was restarted since the last read: that one more try finds out.
                    session.Dispose();
                    session = null;
                    done.SetResult(Answer(session = open()));
                }
            }
            catch (Exception e)
            {
                // What failed half way is not used again.
                session?.Dispose();
                session = null;
                done.TrySetException(e);
            }
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

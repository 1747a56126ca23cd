using System.Threading.Channels;

namespace Monitoring.Storage.Relational;

/// <summary>
/// The one writer. Takes what is waiting, commits it together, repeats: the sync itself is the window in which the next
/// group gathers. A group that fails is tried again write by write, once; a write that fails alone is its caller's. While another
/// process does not let go of the store, or the server is away or slow, nothing is tried alone: every write would wait for it as long again.
/// </summary>
internal sealed class GroupCommitter : IAsyncDisposable
{
    private const int MaxGroup = 1024;
    private readonly Channel<Write> queue;
    private readonly IStoreWriter writer;
    private readonly Thread thread;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long commits;
    private long writes;
    private int largestGroup;

    public GroupCommitter(IStoreWriter writer, int capacity)
    {
        this.writer = writer;
        queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(capacity) { SingleReader = true });
        thread = new Thread(Run) { Name = "store writer", IsBackground = true };
        thread.Start();
    }

    public (long Commits, long Writes, int LargestGroup) Counters => (Interlocked.Read(ref commits), Interlocked.Read(ref writes), largestGroup);

    /// <summary>As the writer's.</summary>
    public long Tenure => writer.Tenure;

    public int Waiting => queue.Reader.Count;

    /// <summary>Ends once the write is durable, or with the exception of the write that failed alone.</summary>
    public async Task<T> Commit<T>(Func<IStoreWriter, T> apply, CancellationToken cancellationToken)
    {
        var write = new Write<T>(apply);
        try
        {
            await queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreUnavailableException("the store is closed", e);
        }

        return await write.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task;
    }

    private void Run()
    {
        var group = new List<Write>(MaxGroup);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < MaxGroup && queue.Reader.TryRead(out var write))
            {
                group.Add(write);
            }

            if (TryCommit(group, out var fault))
            {
                continue;
            }

            if (fault.IsOfAWrite && group.Count > 1)
            {
                CommitAlone(group);
            }
            else
            {
                Fail(group, fault.Error);
            }
        }

        ended.SetResult();
    }

    private void CommitAlone(List<Write> group)
    {
        for (var i = 0; i < group.Count; i++)
        {
            if (TryCommit([group[i]], out var fault))
            {
                continue;
            }

            if (!fault.IsOfAWrite)
            {
                Fail(group[i..], fault.Error);
                return;
            }

            group[i].Fail(fault.Error);
        }
    }

    private static void Fail(List<Write> group, Exception error)
    {
        foreach (var write in group)
        {
            write.Fail(error);
        }
    }

    // The writer forgot which partitions there are, and makes the one that is gone: nobody else's write has to wait for it alone.
    private bool TryCommit(List<Write> group, out (bool IsOfAWrite, Exception Error) fault) =>
        TryOnce(group, out fault) || (fault.IsOfAWrite && StoreFault.IsLostPartition(fault.Error) && TryOnce(group, out fault));

    private bool TryOnce(List<Write> group, out (bool IsOfAWrite, Exception Error) fault)
    {
        fault = default;
        var isBegun = false;
        try
        {
            writer.Begin();
            isBegun = true;
            foreach (var write in group)
            {
                write.Apply(writer);
            }

            writer.Commit();
        }
        catch (Exception e)
        {
            var second = writer.Rollback();
            // Without the connection there is no trying alone, and none is wanted: whether it was committed only those know who look again.
            fault = (isBegun && !writer.IsLost && StoreFault.IsOfOneWrite(e), second is null ? e : new AggregateException(e, second));
            return false;
        }

        Interlocked.Increment(ref commits);
        Interlocked.Add(ref writes, group.Count);
        largestGroup = Math.Max(largestGroup, group.Count);
        foreach (var write in group)
        {
            write.Succeed();
        }

        return true;
    }

    private abstract class Write
    {
        public abstract void Apply(IStoreWriter writer);

        public abstract void Succeed();

        public abstract void Fail(Exception error);
    }

    private sealed class Write<T>(Func<IStoreWriter, T> apply) : Write
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;

        public Task<T> Task => done.Task;

        public override void Apply(IStoreWriter writer) => result = apply(writer);

        public override void Succeed() => done.SetResult(result);

        public override void Fail(Exception error) => done.SetException(error);
    }
}

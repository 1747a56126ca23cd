using System.Collections.Concurrent;

namespace Monitoring.Gateway.Intake;

/// <summary>
/// The last uploads of each registered device, so that a repeat joins the first one's commit instead of being spooled
/// again. A memory only: after a restart a repeat is spooled again and the store finds it equal.
/// </summary>
internal sealed class RecentUploads(int window)
{
    private readonly ConcurrentDictionary<string, Window> devices = new(StringComparer.Ordinal);

    /// <summary>The commit of this upload: the running or finished one of its twin, or the one that <paramref name="store"/> starts.</summary>
    public Task<long> Once(string mn, UInt128 digest, Func<Task<long>> store, out bool isRepeat) =>
        devices.GetOrAdd(mn, static (_, size) => new Window(size), window).Once(digest, store, out isRepeat);

    private sealed class Window(int size)
    {
        private readonly Lock gate = new();
        private readonly Dictionary<UInt128, Task<long>> commits = [];
        private readonly Queue<UInt128> order = new();

        public Task<long> Once(UInt128 digest, Func<Task<long>> store, out bool isRepeat)
        {
            lock (gate)
            {
                // A failed commit kept nothing: the repeat is the first again.
                isRepeat = commits.TryGetValue(digest, out var commit) && !commit.IsFaulted && !commit.IsCanceled;
                if (isRepeat)
                {
                    return commit!;
                }

                if (commit is null)
                {
                    order.Enqueue(digest);
                }

                var started = store();
                commits[digest] = started;
                if (order.Count > size)
                {
                    commits.Remove(order.Dequeue());
                }

                return started;
            }
        }
    }
}

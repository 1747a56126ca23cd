namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>What one device sent and what was acknowledged to it, kept outside the processes that are killed.</summary>
public sealed class Journal
{
    private readonly Lock gate = new();
    private readonly SortedSet<int> outstanding = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int sent;

    /// <summary>Messages sent so far; their numbers are those below.</summary>
    public int Sent => Volatile.Read(ref sent);

    public int Acknowledged
    {
        get
        {
            lock (gate)
            {
                return sent - outstanding.Count;
            }
        }
    }

    /// <summary>Sent and not acknowledged, oldest first.</summary>
    public IReadOnlyList<int> Outstanding
    {
        get
        {
            lock (gate)
            {
                return [.. outstanding];
            }
        }
    }

    /// <summary>Completes at the next acknowledgement.</summary>
    public Task NextAcknowledgement
    {
        get
        {
            lock (gate)
            {
                return changed.Task;
            }
        }
    }

    /// <summary>Written before the message leaves: what the journal does not know cannot have been sent.</summary>
    public int Send()
    {
        lock (gate)
        {
            outstanding.Add(sent);
            return sent++;
        }
    }

    /// <summary>A repeat is acknowledged again.</summary>
    public void Acknowledge(int index)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            index.ShouldBeLessThan(sent, "only what was sent is acknowledged");
            outstanding.Remove(index);
            told = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.SetResult();
    }
}

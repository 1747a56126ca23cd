namespace Monitoring.Silo.Ingest;

/// <summary>Messages of one lane that were taken in and are not yet durable, up to a bound.</summary>
internal sealed class IngestRoom(int capacity)
{
    private int pending;

    public int Pending => Volatile.Read(ref pending);

    /// <summary>False when there is no room. A batch larger than the bound is taken when nothing else is under way, or it could never be.</summary>
    public bool TryReserve(int count)
    {
        var sum = Interlocked.Add(ref pending, count);
        if (sum <= capacity || sum == count)
        {
            return true;
        }

        Release(count);
        return false;
    }

    public void Release(int count) => Interlocked.Add(ref pending, -count);
}

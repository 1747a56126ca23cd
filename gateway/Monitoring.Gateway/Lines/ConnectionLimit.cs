namespace Monitoring.Gateway.Lines;

/// <summary>The connections that one door serves now, up to a bound.</summary>
internal sealed class ConnectionLimit(int max)
{
    private int open;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref open) <= max)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref open);
}

namespace Monitoring.Protocols.Hj212;

/// <summary>Counts the bytes that the reader looks at, each look anew: what hostile bytes cost, in a measure that does not depend on the machine.</summary>
internal sealed class Hj212Effort
{
    public long Bytes { get; private set; }

    public void Add(int bytes) => Bytes += bytes;
}

internal static class CountedSearch
{
    public static int IndexOf(this ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> what, Hj212Effort? effort)
    {
        var found = bytes.IndexOf(what);
        effort?.Add(found < 0 ? bytes.Length : found + what.Length);
        return found;
    }
}

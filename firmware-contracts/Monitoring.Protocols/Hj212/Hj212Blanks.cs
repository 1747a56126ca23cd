namespace Monitoring.Protocols.Hj212;

/// <summary>What firmware leaves around names and values without meaning it: spaces, line ends, NUL and other control bytes.</summary>
internal static class Hj212Blanks
{
    /// <summary>Narrows a part to what is not blank; true when it became narrower.</summary>
    public static bool Trim(ReadOnlySpan<byte> bytes, ref int start, ref int end)
    {
        var (from, to) = (start, end);
        while (start < end && bytes[start] <= ' ')
        {
            start++;
        }

        while (end > start && bytes[end - 1] <= ' ')
        {
            end--;
        }

        return from != start || to != end;
    }
}

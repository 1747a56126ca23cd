namespace Monitoring.Protocols.Hj212;

/// <summary>
/// The texts of <c>-Info=//free text//</c>, which may hold anything, <c>##</c> and <c>&amp;&amp;</c> among it. They stand in CP; a text ends at the
/// <c>//</c> that a separator or CP's end follows. The places asked about rise, so the text last found is kept: asking about all is one
/// pass.
/// </summary>
internal ref struct Hj212FreeTexts(ReadOnlySpan<byte> bytes, int segment, Hj212Effort? effort)
{
    // Bounds what one opening can cost: texts of 1.7 kB are met.
    private const int LongestText = 4096;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly Hj212Effort? effort = effort;
    private readonly int segment = segment;
    private int start = segment;
    private int searched = segment;
    private int? content;

    /// <summary>Behind the text that was last asked about; <see cref="int.MaxValue"/> when it is not closed.</summary>
    public int End { get; private set; } = segment;

    public bool IsInside(int at)
    {
        if (at < start)
        {
            start = End = searched = segment;
        }

        while (End <= at)
        {
            var (from, to) = (Math.Max(End, searched), Math.Min(at, bytes.Length));
            var found = from < to ? bytes[from..to].IndexOf("=//"u8, effort) : -1;
            if (found < 0)
            {
                // An opening may stand across the place.
                searched = Math.Max(from, to - 2);
                return false;
            }

            start = from + found;
            End = start >= Content() ? EndOfText(start + 3) : start + 3;
        }

        return start < at;
    }

    private int Content()
    {
        if (content is null)
        {
            var found = bytes[segment..].IndexOf("CP=&&"u8, effort);
            content = found < 0 ? int.MaxValue : segment + found + 5;
        }

        return content.Value;
    }

    private readonly int EndOfText(int from)
    {
        var limit = Math.Min(bytes.Length, from + LongestText);
        for (var at = from; at + 2 < limit; at++)
        {
            var found = bytes[at..(limit - 1)].IndexOf("//"u8, effort);
            if (found < 0)
            {
                break;
            }

            at += found;
            if (bytes[at + 2] is (byte)';' or (byte)',' or (byte)'&')
            {
                return at + 3;
            }
        }

        return int.MaxValue;
    }
}

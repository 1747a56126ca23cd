namespace Monitoring.Protocols.Hj212;

/// <summary>
/// The texts of <c>-Info=//free text//</c>, which may hold anything, <c>##</c> and <c>&amp;&amp;</c> among it. They stand in CP; a text ends at the
/// <c>//</c> that a separator or CP's end follows. The places asked about rise, so the text last found is kept: asking about all is one
/// pass.
/// </summary>
internal ref struct Hj212FreeTexts(ReadOnlySpan<byte> bytes, int segment)
{
    // Bounds what one opening can cost: texts of 1.7 kB are met.
    private const int LongestText = 4096;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly int segment = segment;
    private int start = segment;
    private bool isInContent;

    /// <summary>Behind the text that was last asked about; <see cref="int.MaxValue"/> when it is not closed.</summary>
    public int End { get; private set; } = segment;

    public bool IsInside(int at)
    {
        if (at < start)
        {
            start = End = segment;
        }

        while (End <= at)
        {
            var found = bytes[End..Math.Min(at, bytes.Length)].IndexOf("=//"u8);
            if (found < 0)
            {
                return false;
            }

            start = End + found;
            isInContent = isInContent || bytes[segment..start].IndexOf("CP=&&"u8) >= 0;
            End = isInContent ? EndOfText(start + 3) : start + 3;
        }

        return start < at;
    }

    private readonly int EndOfText(int from)
    {
        var rest = bytes[from..Math.Min(bytes.Length, from + LongestText)];
        var end = int.MaxValue;
        foreach (var separator in ";,&"u8)
        {
            var found = rest.IndexOf([(byte)'/', (byte)'/', separator]);
            if (found >= 0)
            {
                end = from + found + 3;
                rest = rest[..found];
            }
        }

        return end;
    }
}

namespace Monitoring.Protocols.Hj212;

/// <summary>The end of a frame: CR LF, or what the field sends instead.</summary>
internal static class Hj212Tail
{
    /// <summary>
    /// How many bytes behind the check belong to the frame. Of a tail that has not come yet nothing is said: an answer must
    /// not wait for it.
    /// </summary>
    public static int Length(ReadOnlySpan<byte> rest, bool isFinal, out bool isStandard)
    {
        var blank = rest.IndexOfAnyExcept((byte)'\r', (byte)' ');
        blank = blank < 0 ? rest.Length : blank;
        if (blank == rest.Length)
        {
            isStandard = !isFinal && (rest.IsEmpty || rest is [(byte)'\r']);
            return rest.Length;
        }

        if (rest[blank] != '\n')
        {
            isStandard = false;
            return blank;
        }

        var tail = blank + 1;
        isStandard = tail == 2 && rest[0] == '\r';
        var padding = rest[tail..].IndexOfAnyExcept((byte)0);
        padding = padding < 0 ? rest.Length - tail : padding;
        if (padding > 0 && (tail + padding == rest.Length || rest[tail + padding] == '#'))
        {
            isStandard = false;
            tail += padding;
        }

        return tail;
    }
}

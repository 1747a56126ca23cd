using System.Buffers;

namespace Monitoring.Contracts;

/// <summary>
/// Texts that every store, file and wire keeps as they are: without control characters (below U+0020) and without half of a surrogate pair.
/// PostgreSQL keeps no NUL, and half of a pair is no UTF-8; what one store cannot keep, none takes.
/// </summary>
public static class PlainText
{
    /// <summary>What is not plain, in words that follow "holds".</summary>
    public const string Otherwise = "a control character or half of a surrogate pair";

    // Whole pairs are rare enough in what devices say to be looked at one by one.
    private static readonly SearchValues<char> Doubtful = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Concat(Enumerable.Range('\ud800', '\udfff' - '\ud800' + 1)).Select(c => (char)c)]);

    /// <summary>True of a text without control characters and halves of pairs; an empty one is plain.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Doubtful); at >= 0; at = text.IndexOfAny(Doubtful))
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
        }

        return true;
    }

    /// <summary>True of a reading whose value, mark and unit are plain.</summary>
    public static bool IsPlain(Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return IsPlain(reading.Text) && IsPlain(reading.Flag) && IsPlain(reading.Unit);
    }
}

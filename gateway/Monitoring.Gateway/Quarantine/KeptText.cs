using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Monitoring.Gateway.Quarantine;

/// <summary>Texts that a peer chooses (its MN, client id, topic), as the quarantine keeps them: bounded, and counted in the size.</summary>
internal static class KeptText
{
    private const string Mark = "…";

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int max)
    {
        if (text is null || text.Length <= max)
        {
            return text;
        }

        var end = max - Mark.Length;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + Mark;
    }

    /// <summary>Their bytes in the file.</summary>
    public static int SizeOf(params ReadOnlySpan<string?> texts)
    {
        var size = 0;
        foreach (var text in texts)
        {
            size += text is null ? 0 : Encoding.UTF8.GetByteCount(text);
        }

        return size;
    }
}

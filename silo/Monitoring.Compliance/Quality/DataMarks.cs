using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Quality;

/// <summary>
/// What the marks of devices and networks mean, in one vocabulary (HJ 212 in all editions; the networks of surface-water and
/// ambient-air stations, HJ 915.3-2024, HJ 818-2018). The same letter differs between dialects, so a mark is read by the dialect of its source.
/// </summary>
public static class DataMarks
{
    private const string Unknown = "unknown";
    private const string Unmarked = "valid";

    private static readonly MarkEdition Edition = EditionCatalogue.Default.Marks;

    private static readonly Dictionary<string, MarkMeaning> Meanings = Edition.Meanings.ToDictionary(m => m.Word, StringComparer.Ordinal);

    /// <summary>The dialects that <see cref="Read"/> knows (HJ 212 and the networks of stations), by id.</summary>
    public static IReadOnlyDictionary<string, MarkDialect> Dialects { get; } = Edition.Dialects.ToDictionary(d => d.Id, StringComparer.Ordinal);

    /// <summary>
    /// The meaning of a mark (HJ 212, data marks). No mark is <c>valid</c>, since feeds leave it out for good values; one that the
    /// dialect does not know is <c>unknown</c>: it is kept with its value, which takes no part. Null for an unknown dialect.
    /// </summary>
    /// <param name="dialect">Id of the dialect, such as <c>hj212-2017</c> or <c>water-station</c>.</param>
    /// <param name="mark">The mark in the source's own spelling.</param>
    public static MarkMeaning? Read(string dialect, string? mark)
    {
        if (!Dialects.TryGetValue(dialect, out var known))
        {
            return null;
        }

        var trimmed = mark?.Trim() ?? "";
        return Meanings[trimmed.Length == 0 ? Unmarked : known.Marks.GetValueOrDefault(trimmed, Unknown)];
    }
}

using System.Text.Json.Nodes;

namespace Monitoring.Compliance.Explanations;

/// <summary>The languages that explanations are written in.</summary>
public enum Language
{
    /// <summary>Chinese.</summary>
    Zh = 0,

    /// <summary>English.</summary>
    En = 1,
}

/// <summary>
/// Why a verdict is what it is, in sentences for an officer: value, limit, rounding, clause, and what decided. The words are data
/// (<c>sentences.json</c>): per kind a list of sentences with places that are filled from the certificate or the case.
/// </summary>
public static class Explanation
{
    private const string Parts = "{*}";

    private static readonly SentenceBook Book = SentenceBook.Read();

    /// <summary>The kinds that have sentences of their own: those of certificates, and those of <c>assess</c> cases.</summary>
    public static IReadOnlyCollection<string> Kinds { get; } = [.. Book.Kinds.Keys];

    /// <summary>
    /// The sentences of a certificate or of a case <c>{"kind","standard","inputs","result","reason","facts"}</c>. A kind without sentences of
    /// its own says its verdict and its reason only.
    /// </summary>
    /// <param name="subject">The JSON; its <c>kind</c> chooses the sentences.</param>
    /// <param name="language">Chinese or English.</param>
    public static IReadOnlyList<string> Of(JsonObject subject, Language language)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var kind = subject["kind"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : "";
        return [.. Book.Common(Book.Kinds.GetValueOrDefault(kind, Book.Otherwise)).SelectMany(s => Filled(s, subject, language))];
    }

    private static IEnumerable<string> Filled(Sentence sentence, JsonObject subject, Language language)
    {
        JsonNode?[] elements = sentence.Each is null ? [subject] : [.. SubjectPath.Find(sentence.Each, subject, subject) as JsonArray ?? []];
        var meant = elements.Where(e => sentence.When.All(c => SubjectPath.Holds(c, e, subject)));
        if (sentence.List is not { } part)
        {
            return meant.Select(e => SentencePlaces.Fill(sentence.In(language), e, subject, Book, language));
        }

        var parts = meant.Select(e => SentencePlaces.Fill(part, e, subject, Book, language)).ToList();
        return parts.Count == 0 ? [] : [sentence.In(language).Replace(Parts, SentencePlaces.Join(parts, "", language), StringComparison.Ordinal)];
    }
}

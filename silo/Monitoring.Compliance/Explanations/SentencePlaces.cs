using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Explanations;

/// <summary>Fills the places of a sentence: <c>{path}</c>, <c>{path|item}</c> (an item's name), <c>{path|class}</c> (the word of that prefix in the book).</summary>
internal static partial class SentencePlaces
{
    private const string Nothing = "—";

    public static string Fill(string sentence, JsonNode? element, JsonObject whole, SentenceBook book, Language language) =>
        Place().Replace(sentence, m => Write(SubjectPath.Find(m.Groups["path"].Value, element, whole), m.Groups["form"].Value, book, language));

    /// <summary>Clauses hold commas of their own.</summary>
    public static string Join(IEnumerable<string> parts, string form, Language language) => string.Join(
        (form, language) switch
        {
            ("clause", Language.Zh) => "；",
            ("clause", _) => "; ",
            (_, Language.Zh) => "、",
            _ => ", ",
        },
        parts);

    private static string Write(JsonNode? node, string form, SentenceBook book, Language language) => node switch
    {
        JsonArray list => list.Count == 0 ? Nothing : Join(list.Select(e => Write(e, form, book, language)), form, language),
        JsonObject map => map.Count == 0 ? Nothing : Join(map.Select(p => $"{Name(p.Key, "item", book, language)} {Write(p.Value, form, book, language)}"), form, language),
        _ when SubjectPath.Text(node) is { Length: > 0 } text => Name(text, form, book, language),
        _ => Nothing,
    };

    private static string Name(string text, string form, SentenceBook book, Language language)
    {
        if (form.Length == 0)
        {
            return text;
        }

        // An item of water has its name in the edition, so that a name is written down once.
        return form is "item" && EditionCatalogue.Default.Water[^1].Find(text) is { } item
            ? language is Language.Zh ? item.NameZh : item.Name
            : book.Words.GetValueOrDefault($"{form}.{text}")?.In(language) ?? text;
    }

    [GeneratedRegex(@"\{(?<path>[^}|]+)(\|(?<form>[a-z]+))?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}

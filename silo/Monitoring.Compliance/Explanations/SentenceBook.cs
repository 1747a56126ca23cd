using System.Reflection;
using System.Text.Json;

namespace Monitoring.Compliance.Explanations;

/// <summary>One sentence in two languages.</summary>
/// <param name="Zh">Chinese, with places such as <c>{verdict.class|class}</c>.</param>
/// <param name="En">English.</param>
/// <param name="Each">Path of a list: the sentence is said for each of its elements, and paths begin there.</param>
/// <param name="List">With it the sentence is said once, and <c>{*}</c> in it is this text of every element that meets the conditions.</param>
/// <param name="When">Conditions, all of which must hold: <c>path</c>, <c>!path</c>, <c>path=value</c>, <c>path&gt;path</c> (greater, as numbers).</param>
internal sealed record Sentence(string Zh, string En, string? Each = null, string? List = null, IReadOnlyList<string>? When = null)
{
    public IReadOnlyList<string> When { get; } = When ?? [];

    public string In(Language language) => language is Language.Zh ? Zh : En;
}

/// <summary>A word of the data in two languages.</summary>
internal sealed record Word(string Zh, string En)
{
    public string In(Language language) => language is Language.Zh ? Zh : En;
}

/// <summary>All sentences and words.</summary>
/// <param name="Words">By name: <c>reason.missing</c>, <c>class.1</c>, <c>mark.N</c>.</param>
/// <param name="Last">Said at the end of every explanation.</param>
/// <param name="Otherwise">For kinds without sentences of their own.</param>
/// <param name="Kinds">Per kind.</param>
internal sealed record SentenceBook(
    IReadOnlyDictionary<string, Word> Words, IReadOnlyList<Sentence> Last, IReadOnlyList<Sentence> Otherwise, IReadOnlyDictionary<string, IReadOnlyList<Sentence>> Kinds)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    public static SentenceBook Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.Explanations.sentences.json")
            ?? throw new InvalidOperationException("the library lacks the file sentences.json");
        return JsonSerializer.Deserialize<SentenceBook>(stream, Options) ?? throw new InvalidOperationException("the file sentences.json is empty");
    }

    public IEnumerable<Sentence> Common(IReadOnlyList<Sentence> own) => own.Concat(Last);
}

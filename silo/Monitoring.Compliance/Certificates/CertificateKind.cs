using System.Text.Json;
using System.Text.Json.Nodes;
using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Certificates;

/// <summary>What a rule shows beside its verdict, so that a stranger can follow it.</summary>
/// <param name="Edition">Id of the edition that was applied; null when none was in force.</param>
/// <param name="Clauses">Where the rules are stated.</param>
/// <param name="State">The weakest state of the rules that were used.</param>
/// <param name="Steps">The intermediate values and roundings, in the order of the calculation.</param>
/// <param name="Verdict">What came out; quantities as strings.</param>
internal sealed record Evidence(string? Edition, IReadOnlyList<string> Clauses, RuleState State, JsonArray Steps, JsonObject Verdict);

/// <summary>One kind of verdict that has certificates.</summary>
internal abstract class CertificateKind(string name)
{
    public string Name => name;

    /// <summary>The versions of the calculation that this path computes; an older path of the same name stays beside a newer one.</summary>
    public IReadOnlyList<string> Engines { get; init; } = ["1"];

    /// <summary>The certificate of the same inputs; null when this release has no such edition.</summary>
    /// <exception cref="JsonException">The inputs are not those of this kind.</exception>
    /// <exception cref="FormatException">An input cannot be read.</exception>
    public abstract Certificate? Replay(JsonObject inputs, string? edition, CertificateVersion version);
}

/// <summary>A kind whose inputs are written as one document: a record of texts, counts and lists, each in one possible form and order.</summary>
/// <param name="name">Stands in the certificates of this kind.</param>
/// <param name="canonical">Puts a document into its one form and order, so that the order in which values came does not change the certificate.</param>
/// <param name="judge">The rule, from the document and the id of an edition (null where none was in force); null when this release has no such edition.</param>
internal sealed class CertificateKind<TDocument>(string name, Func<TDocument, TDocument> canonical, Func<TDocument, string?, Evidence?> judge) : CertificateKind(name)
    where TDocument : class
{
    public TDocument Canonical(TDocument document) => canonical(document);

    public Certificate Write(TDocument inputs, Evidence evidence, CertificateVersion? version = null) =>
        Certificate.Of(Name, version ?? CertificateVersion.Current, CertificateDocuments.Node(inputs), evidence);

    public override Certificate? Replay(JsonObject inputs, string? edition, CertificateVersion version)
    {
        var document = canonical(inputs.Deserialize<TDocument>(CertificateDocuments.Options) ?? throw new JsonException("the inputs are empty"));
        return judge(document, edition) is { } evidence ? Write(document, evidence, version) : null;
    }
}

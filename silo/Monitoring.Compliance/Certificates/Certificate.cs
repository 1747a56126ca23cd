using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Monitoring.Compliance.Certificates;

/// <summary>
/// The evidence of one verdict: every input with its mark, completeness, the intermediate values, rounding, rule, edition,
/// clause, rule state, engine and rule-set version, and the verdict itself.
/// </summary>
public sealed class Certificate
{
    /// <summary>Version of the calculation and of the form of certificates. Released versions go on replaying.</summary>
    public const string Engine = "1";

    private Certificate(string json)
    {
        Json = json;
        Id = Sha256(json);
    }

    /// <summary>Lower-case hexadecimal SHA-256 of <see cref="Json"/> in UTF-8: what <c>sha256sum</c> prints for the file.</summary>
    public string Id { get; }

    /// <summary>Canonical JSON (<see cref="CanonicalJson"/>): keys sorted, no white space, measured quantities as strings.</summary>
    public string Json { get; }

    /// <summary>
    /// Computes a certificate again from the inputs inside. It agrees only when the same bytes come out: a changed input
    /// changes the digest of the inputs, and mostly the verdict. A text that is no certificate is a difference, never an exception.
    /// </summary>
    public static ReplayResult Replay(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            if (JsonNode.Parse(json) is not JsonObject stated)
            {
                return new ReplayResult(null, "it is no certificate: no JSON object");
            }

            if (Unreplayable(stated, out var kind, out var version) is { } why)
            {
                return new ReplayResult(null, "it is no certificate: " + why);
            }

            var edition = (string?)stated["edition"];
            return kind!.Replay((JsonObject)stated["inputs"]!, edition, version) is not { } again
                ? new ReplayResult(null, $"this release knows no edition '{edition}'")
                : new ReplayResult(again, again.Json == json ? null : JsonDifference.First(stated, JsonNode.Parse(again.Json)) ?? "the text is not in canonical form");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // JSON reads values by exceptions, and lets null into lists that never hold it; whatever a stranger's file holds, the answer is "no certificate".
            return new ReplayResult(null, "it is no certificate: " + e.Message);
        }
    }

    internal static Certificate Of(string kind, CertificateVersion version, JsonNode inputs, Evidence evidence) =>
        new(CanonicalJson.Write(new JsonObject
        {
            ["format"] = Format,
            ["engine"] = version.Engine,
            ["ruleSet"] = version.RuleSet,
            ["kind"] = kind,
            ["edition"] = evidence.Edition,
            ["clauses"] = new JsonArray([.. evidence.Clauses.Select(c => JsonValue.Create(c))]),
            ["ruleState"] = VerdictJson.Text(evidence.State),
            ["inputs"] = inputs,
            ["inputsSha256"] = Sha256(CanonicalJson.Write(inputs)),
            ["steps"] = evidence.Steps,
            ["verdict"] = evidence.Verdict,
        }));

    private const string Format = "monitoring-certificate";

    private static string? Unreplayable(JsonObject stated, out CertificateKind? kind, out CertificateVersion version)
    {
        kind = null;
        var (engine, ruleSet) = ((string?)stated["engine"], (string?)stated["ruleSet"]);
        version = CertificateVersion.Replayable.FirstOrDefault(v => v.Engine == engine && v.RuleSet == ruleSet);
        if ((string?)stated["format"] != Format)
        {
            return $"the format is not '{Format}'";
        }

        if (version == default)
        {
            return $"engine version '{engine}' with rule set '{ruleSet}' is unknown to this release";
        }

        kind = CertificateKinds.Find((string?)stated["kind"], version.Engine);
        return kind is null ? $"kind '{stated["kind"]}' is unknown" : stated["inputs"] is not JsonObject ? "it has no inputs" : null;
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What came out of computing a certificate again from the inputs inside.</summary>
/// <param name="Recomputed">The certificate of the same inputs; null when the text cannot be replayed.</param>
/// <param name="Difference">The first difference, or why the text cannot be replayed; null when the bytes are the same.</param>
public sealed record ReplayResult(Certificate? Recomputed, string? Difference)
{
    /// <summary>True when the same bytes came out.</summary>
    public bool Agrees => Difference is null;
}

using System.Text.Json.Nodes;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Explanations;

namespace Monitoring.Silo.Commands;

/// <summary>Why a case or a certificate came out as it did, in both languages.</summary>
internal static class AssessExplanation
{
    public static JsonObject Of(string kind, string inputsJson, AssessInputs inputs, JsonObject result) => InWords(inputs.Evidence is { } evidence
        ? OfCase(evidence(), inputs)
        : new JsonObject
        {
            ["kind"] = kind,
            ["standard"] = inputs.Standard,
            ["inputs"] = JsonNode.Parse(inputsJson),
            ["result"] = result.DeepClone(),
            ["reason"] = inputs.Reason,
            ["facts"] = inputs.Facts?.Invoke(),
        });

    public static JsonObject OfCertificate(Certificate certificate) => InWords(JsonNode.Parse(certificate.Json)!.AsObject());

    // A case without a date is judged on some day of its edition: that day, and the state of the rules on it, are nobody's question.
    private static JsonObject OfCase(Certificate evidence, AssessInputs inputs)
    {
        var certificate = JsonNode.Parse(evidence.Json)!.AsObject();
        if (!inputs.Has("date"))
        {
            _ = certificate.Remove("ruleState");
            _ = certificate["verdict"]!.AsObject().Remove("period");
        }

        return certificate;
    }

    private static JsonObject InWords(JsonObject subject) => new()
    {
        ["zh"] = AssessKinds.List(Explanation.Of(subject, Language.Zh)),
        ["en"] = AssessKinds.List(Explanation.Of(subject, Language.En)),
    };
}

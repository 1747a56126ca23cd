using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Monitoring.Silo.Layouts;

namespace Monitoring.Silo.Commands;

/// <summary>
/// Cases in, one JSON line each out: <c>{"id":…,"result":{…}}</c>, with a <c>reason</c> beside a result that is no verdict, or
/// <c>{"id":…,"error":"…"}</c> for a case that cannot be read; with explanations also <c>"explanation":{"zh":[…],"en":[…]}</c>.
/// </summary>
internal static class AssessCases
{
    private static readonly string[] Columns = ["id", "kind", "standard", "inputs_json"];

    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="InvalidDataException">The file lacks one of the columns.</exception>
    public static void Run(TextReader input, TextWriter output, bool explain = false)
    {
        using var csv = CsvTable.Open(input, Columns);
        while (csv.Read())
        {
            var line = new JsonObject { ["id"] = csv["id"] };
            Judge(line, csv["kind"], csv["standard"], csv["inputs_json"], explain);
            output.WriteLine(line.ToJsonString(Json));
        }
    }

    private static void Judge(JsonObject line, string kind, string standard, string inputsJson, bool explain)
    {
        if (AssessKinds.Find(kind) is not { } judge)
        {
            line["error"] = $"unknown kind '{kind}'";
            return;
        }

        if (!AssessInputs.TryParse(inputsJson, standard, out var inputs, out var error))
        {
            line["error"] = error;
            return;
        }

        var result = judge(inputs);
        if (inputs.Error is not null || result is null)
        {
            line["error"] = inputs.Error ?? "not assessable";
            return;
        }

        line["result"] = result;
        if (inputs.Reason is not null)
        {
            line["reason"] = inputs.Reason;
        }

        if (explain)
        {
            line["explanation"] = AssessExplanation.Of(kind, inputsJson, inputs, result);
        }
    }
}

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
    public static void Run(TextReader input, TextWriter output, bool explain = false) => Run(input, output, explain, AssessKinds.Find);

    internal static void Run(TextReader input, TextWriter output, bool explain, Func<string, Func<AssessInputs, JsonObject?>?> kinds)
    {
        using var csv = CsvTable.Open(input, Columns);
        while (csv.Read())
        {
            output.WriteLine(Answer(csv, explain, kinds).ToJsonString(Json));
        }
    }

    // The last guard: numbers that no bound foresaw are the error of their own row, and the rows after it are still answered.
    private static JsonObject Answer(CsvTable row, bool explain, Func<string, Func<AssessInputs, JsonObject?>?> kinds)
    {
        var line = new JsonObject { ["id"] = row["id"] };
        try
        {
            Judge(line, kinds(row["kind"]), row, explain);
            return line;
        }
        catch (Exception e) when (e is ArithmeticException or ArgumentException)
        {
            return new JsonObject { ["id"] = row["id"], ["error"] = $"not assessable: {e.Message.Split('\n')[0].TrimEnd()}" };
        }
    }

    private static void Judge(JsonObject line, Func<AssessInputs, JsonObject?>? judge, CsvTable row, bool explain)
    {
        var (kind, inputsJson) = (row["kind"], row["inputs_json"]);
        if (judge is null)
        {
            line["error"] = $"unknown kind '{kind}'";
            return;
        }

        if (!AssessInputs.TryParse(inputsJson, row["standard"], out var inputs, out var error))
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

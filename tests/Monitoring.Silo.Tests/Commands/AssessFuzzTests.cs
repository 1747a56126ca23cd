using System.Text.Json.Nodes;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using Monitoring.Silo.Commands;

namespace Monitoring.Silo.Tests.Commands;

/// <summary>Whatever stands in a case, the answer is a result, a reason or an error line: never an exception. The cases are our vectors, spoiled.</summary>
public class AssessFuzzTests
{
    private const int Rounds = 200;

    private static readonly ILookup<string, (string Standard, string Inputs)> Vectors = ReadVectors().ToLookup(v => v.Kind, v => (v.Standard, v.Inputs), StringComparer.Ordinal);

    private static readonly string[] Odd =
    [
        "null", "true", "\"\"", "\"--\"", "\"abc\"", "\"0.05L\"", "\"L\"", "\"NaN\"", "\"1e400\"", "\"-1\"", "\"-0.0000000000000000000000000001\"", "0", "-1", "1.5", "6.5", "7",
        "1e28", "79228162514264337593543950335", "1e-30", "99999999999999999999999999999999999999999", "[]", "{}", "[null]", "[1,\"x\",null,{}]", "{\"pH\":\"7\"}", "[[1]]",
        "\"2026-02-30\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"\\u0000\"", "\"PM25_24h\"", "\"w21011\"", "\"lake\"", "\"unknown\"",
    ];

    private static readonly string[] Verdicts = ["class", "rating", "aqi", "iaqi", "mean", "mean_2dp", "share", "suspect", "passed"];

    public static TheoryData<string> Kinds => [.. AssessKinds.Names.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_every_kind_is_answered(string kind) => Prop.ForAll(Spoiled(kind).ToArbitrary(), spoiled =>
    {
        var line = Answer(kind, spoiled.Standard, spoiled.Inputs);

        (line["result"] is null).ShouldBe(line["error"] is not null, line.ToJsonString());
        (IsNoVerdict(line["result"]) && line["reason"] is null).ShouldBeFalse(line.ToJsonString());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Rounds));

    private static bool IsNoVerdict(JsonNode? result) => result is JsonObject map && map.Where(p => Verdicts.Contains(p.Key)).ToList() is { Count: > 0 } verdicts && verdicts.All(p => p.Value is null);

    private static JsonNode Answer(string kind, string standard, string inputs)
    {
        using var input = new StringReader($"id,kind,standard,inputs_json\nX,{kind},{Quoted(standard)},{Quoted(inputs)}\n");
        using var output = new StringWriter();
        AssessCases.Run(input, output);
        return JsonNode.Parse(output.ToString())!;
    }

    private static Gen<(string Standard, string Inputs)> Spoiled(string kind) =>
        from vector in Gen.Elements(Vectors[kind].ToArray())
        from standard in Gen.Frequency((9, Gen.Constant(vector.Standard)), (1, Gen.Elements("", "GB 1-1900", "HJ 633-2012", "HJ 633-2026", "HJ 663")))
        from changes in Gen.Choose(1, 3).SelectMany(n => Gen.Choose(0, int.MaxValue - 1).ArrayOf(n))
        select (standard, changes.Aggregate(vector.Inputs, Spoil));

    // One node anywhere in the inputs is replaced, removed or doubled under another name.
    private static string Spoil(string inputs, int change)
    {
        var root = JsonNode.Parse(inputs)!;
        var nodes = Nodes(root).Skip(1).ToList();
        if (nodes.Count == 0)
        {
            return inputs;
        }

        var node = nodes[change % nodes.Count];
        var odd = JsonNode.Parse(Odd[change / 7 % Odd.Length]);
        switch (node.Parent)
        {
            case JsonObject map when change % 11 == 0:
                map.Remove(node.GetPropertyName());
                break;
            case JsonObject map when change % 11 == 1:
                map["x" + node.GetPropertyName()] = odd;
                break;
            case JsonArray list when change % 11 == 0:
                list.RemoveAt(node.GetElementIndex());
                break;
            default:
                node.ReplaceWith(odd);
                break;
        }

        return root.ToJsonString();
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => node switch
    {
        JsonObject map => map.Where(p => p.Value is not null).SelectMany(p => Nodes(p.Value!)).Prepend(node),
        JsonArray list => list.Where(e => e is not null).SelectMany(e => Nodes(e!)).Prepend(node),
        _ => [node],
    };

    private static string Quoted(string text) => '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static IEnumerable<(string Kind, string Standard, string Inputs)> ReadVectors()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "assess*.csv"))
        {
            using var csv = CsvReader.FromFile(file);
            while (csv.Read())
            {
                yield return (csv.GetString("kind"), csv.GetString("standard"), csv.GetString("inputs_json"));
            }
        }
    }
}

using System.Text.Json.Nodes;
using CsvHelper;
using Monitoring.Compliance.Explanations;
using Monitoring.Silo.Commands;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Commands;

public class AssessCasesTests
{
    // One file per field: assess.csv for the kinds of the public vectors, assess-water.csv and so on beside it.
    private static string[] OwnVectors => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "assess*.csv");

    [Fact]
    public void Agree_with_every_vector_made_from_the_rules()
    {
        foreach (var file in OwnVectors)
        {
            Check(file).ShouldBePositive(file);
        }
    }

    [Fact]
    public void Agree_with_every_public_vector()
    {
        Assert.SkipUnless(SharedMaterial.IsPresent, SharedMaterial.AbsentReason);
        Check(SharedMaterial.PathOf("standards", "vectors-public.csv")).ShouldBeGreaterThan(70);
    }

    [Fact]
    public void Of_every_kind_are_among_our_vectors()
    {
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in OwnVectors)
        {
            using var csv = CsvReader.FromFile(file);
            while (csv.Read())
            {
                kinds.Add(csv.GetString("kind"));
            }
        }

        kinds.Order(StringComparer.Ordinal).ShouldBe(AssessKinds.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_every_kind_are_explained_in_whole_sentences_of_both_languages()
    {
        AssessKinds.Names.Except(Explanation.Kinds).ShouldBeEmpty("kinds without sentences in sentences.json");
        foreach (var answer in OwnVectors.SelectMany(f => Run(File.ReadAllText(f), explain: true)).Select(l => JsonNode.Parse(l)!))
        {
            var (zh, en) = (SentencesOf(answer, "zh"), SentencesOf(answer, "en"));

            zh.Count.ShouldBe(en.Count, answer.ToJsonString());
            zh.ShouldAllBe(s => s.EndsWith('。') && !s.Contains('{'));
            en.ShouldAllBe(s => s.EndsWith('.') && !s.Contains('{'));
            (en.Count > 1).ShouldBeTrue(answer.ToJsonString());
        }

        static List<string> SentencesOf(JsonNode answer, string language) => [.. answer["explanation"]![language]!.AsArray().Select(s => (string)s!)];
    }

    [Theory]
    [InlineData("nonsense", "{}", "unknown kind 'nonsense'")]
    [InlineData("iaqi", "{\"item\":\"XX_24h\",\"concentration\":1}", "HJ 633-2026 has no item 'XX_24h'")]
    [InlineData("iaqi", "{\"item\":\"PM25_24h\"}", "'concentration' is missing")]
    [InlineData("water_item", "{\"item\":\"TP\",\"value\":\"1\",\"water_body\":\"sea\"}", "water_body is river or lake, not 'sea'")]
    [InlineData("water_item", "{\"item\":\"Nonsense\",\"value\":\"1\",\"water_body\":\"river\"}", "GB 3838-2002 table 1 has no item 'Nonsense'")]
    [InlineData("water_river", "{\"section_classes\":[1,7]}", "a class is 1 to 6")]
    [InlineData("percentile", "{\"values\":[1,\"x\"],\"p\":90}", "'values' holds 'x', which is no number")]
    [InlineData("round_half_even", "{\"value\":\"1\",\"decimals\":99}", "'decimals' must be 0 to 28")]
    public void That_cannot_be_read_are_an_error_line(string kind, string inputs, string error)
    {
        var line = JsonNode.Parse(Run($"id,kind,standard,inputs_json\nX1,{kind},HJ 633-2026,\"{inputs.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n").Single())!;

        ((string)line["id"]!).ShouldBe("X1");
        line["result"].ShouldBeNull();
        ((string)line["error"]!).ShouldBe(error);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("")]
    public void Without_readable_inputs_are_an_error_line(string inputs)
    {
        var line = JsonNode.Parse(Run($"id,kind,standard,inputs_json\nX1,tli,,\"{inputs}\"\n").Single())!;

        ((string)line["error"]!).ShouldStartWith("inputs_json is no JSON object");
    }

    [Fact]
    public void That_have_no_verdict_say_why_beside_the_result()
    {
        var line = JsonNode.Parse(Run("id,kind,standard,inputs_json\nX1,water_item,GB 3838-2002,\"{\"\"item\"\":\"\"TP\"\",\"\"value\"\":\"\"-0.1\"\",\"\"water_body\"\":\"\"river\"\"}\"\n").Single())!;

        line["result"]!.ToJsonString().ShouldBe("{\"class\":null}");
        ((string)line["reason"]!).ShouldBe("negative");
    }

    [Fact]
    public void Need_their_columns() =>
        Should.Throw<InvalidDataException>(() => Run("id,kind\n1,iaqi\n")).Message.ShouldBe("the file has no column 'standard'");

    private static int Check(string path)
    {
        var answers = Run(File.ReadAllText(path)).Select(l => JsonNode.Parse(l)!).ToDictionary(l => (string)l["id"]!, l => l, StringComparer.Ordinal);
        using var csv = CsvReader.FromFile(path);
        var checkedRows = 0;
        while (csv.Read())
        {
            var id = csv.GetString("id");
            var expected = JsonNode.Parse(csv.GetString("expected_json"));
            JsonNode.DeepEquals(answers[id]["result"], expected).ShouldBeTrue($"{id} {csv.GetString("kind")} {csv.GetString("inputs_json")}: expected {expected!.ToJsonString()}, got {answers[id].ToJsonString()}");
            checkedRows++;
        }

        return checkedRows;
    }

    private static string[] Run(string csv, bool explain = false)
    {
        using var input = new StringReader(csv);
        using var output = new StringWriter();
        AssessCases.Run(input, output, explain);
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}

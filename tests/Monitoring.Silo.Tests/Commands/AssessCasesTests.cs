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
    [InlineData("spearman", "{\"yearly_values\":[1,2,3,4],\"alpha\":0.05}", "a trend needs at least five periods, each with a value, and alpha 0.05 or 0.01")]
    [InlineData("water_river_mean", "{\"sections\":[{\"TP\":\"0.1\"},{},{},{},{}]}", "5 sections are rated by the shares of their classes, not by means: kind water_river or water_river_sections")]
    [InlineData("yangtze_warning", "{\"last_year\":{\"month\":3,\"cumulative\":3},\"this_year\":{\"month\":4,\"cumulative\":4},\"year_target\":0}", "'year_target' must be a class from 1 to 5")]
    [InlineData("tli", "{\"chla\":20,\"TP\":0.05,\"TN\":1.2,\"SD\":1,\"CODMn\":4,\"weights\":\"rounded\"}", "'weights' are 'exact r2 shares': each item's squared correlation over the sum of all")]
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

    // A reason stands where there is no verdict, and nowhere else; it names the fault, not its consequence.
    [Theory]
    [InlineData("water_section", "{\"water_body\":\"river\",\"values\":{\"NH3N\":\"-1\"}}", "negative")]
    [InlineData("water_river_mean", "{\"sections\":[{\"NH3N\":\"\"},{\"NH3N\":\"0.3\"}]}", null)]
    [InlineData("water_river_mean", "{\"sections\":[{\"NH3N\":\"-1\"}]}", "negative")]
    [InlineData("water_river_sections", "{\"item_set\":\"5\",\"sections\":[{\"class\":2,\"means\":{\"pH\":\"7\"}},{\"class\":2,\"means\":{\"pH\":\"40\"}}]}", null)]
    [InlineData("x_items", "{\"target_class\":3,\"this_year_max\":{\"COD\":null},\"last_year_max\":{\"F\":\"1.1\"}}", null)]
    [InlineData("tli", "{\"chla\":20,\"TP\":0.05,\"TN\":1.2,\"SD\":1,\"CODMn\":0}", "impossible")]
    [InlineData("tli", "{\"chla\":20,\"TP\":0.05,\"TN\":1.2,\"SD\":1}", "missing")]
    [InlineData("instrument_check", "{\"item\":\"NH3N\",\"check\":\"zero\",\"expected\":\"0\",\"measured\":\"5\",\"span\":\"0.0000000000000000000000000001\"}", "impossible")]
    public void Have_the_reason_of_no_verdict_and_only_then(string kind, string inputs, string? reason) =>
        ((string?)Answer(kind, "HuanBan 2011-22", inputs)["reason"]).ShouldBe(reason);

    [Theory]
    [InlineData("water_river_mean", "{\"sections\":[{\"w21003\":\"9\"},{\"NH3N\":\"0.3\"}]}", "{\"method\":\"mean\",\"class\":6}")]
    [InlineData("water_river_mean", "{\"sections\":[{\"NH3N\":\"0.3\"},{\"w21003\":\"-1\"}]}", "{\"method\":\"mean\",\"class\":2,\"left_out_values\":[{\"of\":\"2\",\"item\":\"w21003\",\"reason\":\"negative\"}]}")]
    public void May_name_items_by_the_codes_of_the_ministry(string kind, string inputs, string result) =>
        Answer(kind, "HuanBan 2011-22", inputs)["result"]!.ToJsonString().ShouldBe(result);

    [Theory]
    [InlineData("water_river_mean", "{\"sections\":[{\"NH3N\":\"0.3\"},{\"w21003\":\"-1\"}]}")]
    [InlineData("water_lake", "{\"item_set\":\"5\",\"points\":[{\"means\":{\"NH3N\":\"0.3\"}},{\"means\":{\"w21003\":\"-1\"}}]}")]
    public void Say_in_words_what_took_no_part(string kind, string inputs) =>
        JsonNode.Parse(Run($"id,kind,standard,inputs_json\nX1,{kind},,\"{inputs.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n", explain: true).Single())!
            ["explanation"]!["en"]!.AsArray().Select(s => (string)s!).ShouldContain("2: Ammonia nitrogen took no part: the concentration is negative.");

    [Fact]
    public void May_name_an_x_item_twice() =>
        ((string?)Answer("water_month", "", "{\"water_body\":\"river\",\"values\":{\"COD\":\"18\"},\"x\":[\"COD\",\"COD\"]}")["result"]!["item_set"]).ShouldBe("5+COD");

    private static JsonNode Answer(string kind, string standard, string inputs) =>
        JsonNode.Parse(Run($"id,kind,standard,inputs_json\nX1,{kind},{standard},\"{inputs.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n").Single())!;

    // No kind is known to get here; the next one that does must not take the rows after it along.
    [Fact]
    public void Whose_numbers_cannot_be_calculated_are_an_error_line_and_the_file_goes_on()
    {
        using var input = new StringReader("id,kind,standard,inputs_json\nX1,overflow,,{}\nX2,fine,,{}\n");
        using var output = new StringWriter();

        AssessCases.Run(input, output, explain: false, kind => _ => kind is "fine" ? [] : throw new OverflowException("too great"));

        output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["{\"id\":\"X1\",\"error\":\"not assessable: too great\"}", "{\"id\":\"X2\",\"result\":{}}"]);
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

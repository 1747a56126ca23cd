using System.Text.Json;
using System.Text.Json.Nodes;
using Monitoring.Protocols.Hj212;
using Monitoring.Testing;

namespace Monitoring.Protocols.Tests.Hj212;

/// <summary>
/// <c>firmware-contracts/vectors/hj212</c>: a folder per rule and trap, with the escaped frames, the rule, and all that <c>decode</c>
/// must print. A bug arrives as a new folder first.
/// </summary>
public sealed class GoldenVectorTests
{
    private static readonly string Folder = Path.Combine(SharedMaterial.RepositoryRoot, "firmware-contracts", "vectors", "hj212");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_decoded_as_its_folder_says(string name)
    {
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name, "expected.json")))!.AsArray();

        var actual = File.ReadAllLines(Path.Combine(Folder, name, "frame.txt")).SelectMany(line => Decoded.Line(line, OptionsOf(name))).ToList();

        actual.Select(a => JsonNode.Parse(a.GetRawText())!.ToJsonString()).ShouldBe(expected.Select(e => e!.ToJsonString()));
    }

    [Fact]
    public void Every_deviation_remark_and_reason_has_a_folder()
    {
        var seen = Cases.SelectMany(c => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, c, "expected.json")))!.AsArray()).ToList();
        seen.SelectMany(e => Texts(e, "deviations")).Distinct().ShouldBe(Hj212DeviationNames.All, ignoreOrder: true);
        seen.SelectMany(e => Texts(e, "remarks")).Distinct().ShouldBe(Hj212DeviationNames.AllRemarks, ignoreOrder: true);
        seen.Select(e => (string?)e!["reason"]).OfType<string>().Distinct().ShouldBe(
            Enum.GetValues<Hj212FaultReason>().Where(r => r != Hj212FaultReason.None).Select(Hj212Fault.NameOf), ignoreOrder: true);
    }

    private static IEnumerable<string> Texts(JsonNode? result, string property) =>
        result?[property]?.AsArray().Select(t => (string)t!) ?? [];

    private static Hj212ReadOptions OptionsOf(string name)
    {
        var path = Path.Combine(Folder, name, "options.json");
        if (!File.Exists(path))
        {
            return Hj212ReadOptions.Default;
        }

        using var options = JsonDocument.Parse(File.ReadAllText(path));
        var dialects = Hj212CrcDialects.None;
        foreach (var word in options.RootElement.TryGetProperty("crc", out var crc) ? crc.EnumerateArray() : [])
        {
            Hj212CrcDialectNames.TryRead(word.GetString(), out var dialect).ShouldBeTrue($"{name}: unknown dialect {word}");
            dialects |= dialect;
        }

        Hj212DataKey? key = null;
        if (options.RootElement.TryGetProperty("key", out var digits))
        {
            Hj212DataKey.TryParse(digits.GetString(), out key).ShouldBeTrue($"{name}: no key");
        }

        return new() { CrcDialects = dialects, DataKey = key };
    }
}

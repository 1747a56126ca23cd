using System.Text.Json.Nodes;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Water;
using static Monitoring.Compliance.Tests.Water.WaterVerdictBuilder;

namespace Monitoring.Compliance.Tests.Certificates;

/// <summary>A certificate that was ever given stays provable: golden ones of every release and kind.</summary>
public class ReleasedCertificatesTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors", "certificates"), "*.json").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Go_on_replaying_to_the_same_bytes(string file)
    {
        var replay = Certificate.Replay(File.ReadAllText(file).TrimEnd('\n'));

        replay.Difference.ShouldBeNull(Path.GetFileName(file));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void With_any_element_emptied_are_no_proof_and_no_exception(string file) => NoNullAgrees(File.ReadAllText(file));

    // Those of the kinds that no release before this one wrote.
    [Fact]
    public void So_are_those_of_whole_waters() => Array.ForEach(
        [
            WaterCertificates.Certify(River((2, "0.2"), (4, "1.4"))).Certificate,
            WaterCertificates.Certify(Lake([("TP", "0.04"), ("pH", "7")])).Certificate,
            WaterCertificates.Certify(Years("1", "2", "3", "4", "5")).Certificate,
            WaterCertificates.Certify(Pairs((2, 3))).Certificate,
            WaterCertificates.Certify(Ranking(("A", "6", "3.0"))).Certificate,
            WaterCertificates.Certify(Source(("NH3N", "0.2"))).Certificate,
            WaterCertificates.Certify(Warning(new MonthClasses(3, 3), new MonthClasses(4, 4))).Certificate,
        ],
        c => NoNullAgrees(c.Json));

    private static void NoNullAgrees(string json)
    {
        var count = Elements(JsonNode.Parse(json)!).Count();
        for (var i = 0; i < count; i++)
        {
            var spoiled = JsonNode.Parse(json)!;
            var element = Elements(spoiled).ElementAt(i);
            var path = element.GetPath();
            if (element.Parent is JsonObject map)
            {
                map[element.GetPropertyName()] = null;
            }
            else
            {
                element.Parent!.AsArray()[element.GetElementIndex()] = null;
            }

            Certificate.Replay(spoiled.ToJsonString()).Agrees.ShouldBeFalse(path);
        }
    }

    private static IEnumerable<JsonNode> Elements(JsonNode node) => node switch
    {
        JsonObject map => map.Select(p => p.Value).OfType<JsonNode>().SelectMany(v => Elements(v).Prepend(v)),
        JsonArray list => list.OfType<JsonNode>().SelectMany(v => Elements(v).Prepend(v)),
        _ => [],
    };

    [Fact]
    public void Are_of_every_version_that_is_promised_to_replay()
    {
        var versions = Files.Select(f => JsonNode.Parse(File.ReadAllText(f))!).Select(c => new CertificateVersion((string)c["engine"]!, (string)c["ruleSet"]!));

        versions.Distinct().ShouldBe(CertificateVersion.Replayable, ignoreOrder: true);
        CertificateVersion.Replayable.ShouldContain(CertificateVersion.Current);
    }

    [Fact]
    public void Are_of_every_kind_that_there_is() => CertificateKinds.All.Select(k => k.Name)
        .Except(Files.Select(f => (string)JsonNode.Parse(File.ReadAllText(f))!["kind"]!)).ShouldBeEmpty("a new kind needs a golden certificate");
}

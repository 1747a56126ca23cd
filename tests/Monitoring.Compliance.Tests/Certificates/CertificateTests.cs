using System.Text.Json.Nodes;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Tests.Air;
using Monitoring.Compliance.Tests.Water;
using Monitoring.Compliance.Water;

namespace Monitoring.Compliance.Tests.Certificates;

public class CertificateTests
{
    private static readonly SectionInputs Section = SectionBuilder.Section(("pH", "7.80"), ("DO", "6.3"), ("TP", "0.24"), ("COD", "9")) with { TargetClass = 3 };

    public static TheoryData<string> Certificates =>
    [
        SectionCertificate.Of(Section).Json,
        SectionCertificate.Of(Section with { Period = Period.MonthOf(new DateOnly(2026, 8, 1)), Rounding = RoundingPolicy.Period, ItemSet = ItemSet.FivePlus(["COD"]) }).Json,
        SectionCertificate.Of(Section with { Condition = NoVerdictReason.Maintenance, OxygenSaturationPercent = "91.5" }).Json,
        SectionCertificate.Of(Section with { Period = Period.Day(new DateOnly(1999, 1, 1)) }).Json,
        SectionCertificate.Of(Section with { Values = [.. Section.Values.Select(v => v with { SampledAt = v.SampledAt.ToUniversalTime(), Flag = "D" })] }).Json,
        AirIndexCertificate.Of(AirBuilder.Day(AirBuilder.In2026, ("PM25_24h", "90"), ("PM10_24h", "-1"))).Json,
        AirIndexCertificate.Of(AirBuilder.Hour(AirBuilder.In2019, ("PM25_1h", "101"), ("CO_1h", "1.2")) with { CityCode = "510100" }).Json,
        AirIndexCertificate.Of(AirBuilder.Day(new DateOnly(2011, 1, 1), ("PM25_24h", "90"))).Json,
    ];

    [Theory]
    [MemberData(nameof(Certificates))]
    public void Replays_to_the_same_bytes(string json)
    {
        var replay = Certificate.Replay(json);

        replay.Difference.ShouldBeNull();
        replay.Recomputed!.Json.ShouldBe(json);
    }

    [Theory]
    [MemberData(nameof(Certificates))]
    public void Fails_when_any_one_byte_is_changed(string json)
    {
        for (var i = 0; i < json.Length; i++)
        {
            var changed = json[..i] + (json[i] == '1' ? '2' : '1') + json[(i + 1)..];

            Certificate.Replay(changed).Agrees.ShouldBeFalse($"changed at {i}: …{json.Substring(Math.Max(0, i - 20), Math.Min(40, json.Length - Math.Max(0, i - 20)))}…");
        }
    }

    [Fact]
    public void Replays_in_whatever_order_values_came_also_when_none_of_them_counts()
    {
        var values = new[] { SectionBuilder.Value("TP", "-1", minutesLater: 20), SectionBuilder.Value("TP", "--", minutesLater: 10), SectionBuilder.Value("TP", "x") };
        var section = SectionBuilder.Section() with { Period = Period.Day(new DateOnly(2026, 8, 21)), Rounding = RoundingPolicy.Period };

        var given = SectionCertificate.Of(section with { Values = values });

        SectionCertificate.Of(section with { Values = [.. values.Reverse()] }).Json.ShouldBe(given.Json);
        Certificate.Replay(given.Json).Difference.ShouldBeNull();
    }

    [Fact]
    public void Names_the_difference()
    {
        var json = SectionCertificate.Of(Section).Json;

        Certificate.Replay(json.Replace("\"class\":4", "\"class\":3", StringComparison.Ordinal)).Difference.ShouldBe("$.steps[4].class: stated 3, computed 4");
    }

    [Fact]
    public void Its_id_is_the_hash_of_its_file()
    {
        var certificate = SectionCertificate.Of(Section);

        certificate.Id.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(certificate.Json))));
    }

    [Fact]
    public void Holds_all_that_an_auditor_asks_for()
    {
        var certificate = JsonNode.Parse(SectionCertificate.Of(Section).Json)!;

        ((string)certificate["edition"]!).ShouldBe("gb3838-2002+huanban-2011-22");
        ((string)certificate["ruleSet"]!).ShouldNotBeNullOrEmpty();
        ((string)certificate["engine"]!).ShouldBe(Certificate.Engine);
        ((string)certificate["ruleState"]!).ShouldBe("verified");
        certificate["clauses"]!.AsArray().Count.ShouldBeGreaterThan(2);
        certificate["inputs"]!["values"]!.AsArray().Count.ShouldBe(4);
        ((string)certificate["inputs"]!["values"]!.AsArray().Single(v => (string)v!["code"]! == "pH")!["text"]!).ShouldBe("7.80");
        ((int)certificate["verdict"]!["class"]!).ShouldBe(4);
        ((string)certificate["verdict"]!["limiting"]![0]!["multiple"]!).ShouldBe("0.2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"format":"monitoring-certificate","engine":"1","ruleSet":"2026-11","kind":"water-section","inputs":{}}""")]
    [InlineData("""{"format":"monitoring-certificate","engine":"0"}""")]
    [InlineData("""{"format":{},"engine":[]}""")]
    public void Something_else_is_a_difference_never_an_exception(string text)
    {
        var replay = Certificate.Replay(text);

        replay.Agrees.ShouldBeFalse();
        replay.Recomputed.ShouldBeNull();
    }

    [Fact]
    public void The_verdict_of_the_api_has_numbers_and_the_id()
    {
        var (verdict, certificate) = SectionCertificate.Certify(Section);

        var json = VerdictJson.Of(verdict, certificate.Id);

        json["limiting"]![0]!.ToJsonString().ShouldBe("""{"code":"w21011","name":"Total phosphorus (as P)","nameZh":"\u603B\u78F7","value":0.24,"limit":0.2,"multiple":0.2}""");
        ((string)json["certificateId"]!).ShouldBe(certificate.Id);
    }
}

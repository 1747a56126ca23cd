using System.Text.Json.Nodes;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Explanations;
using Monitoring.Compliance.Tests.Air;
using Monitoring.Compliance.Tests.Water;

namespace Monitoring.Compliance.Tests.Explanations;

public class ExplanationTests
{
    public static TheoryData<string> Certificates => Tests.Certificates.ReleasedCertificatesTests.Files;

    [Fact]
    public void Every_kind_of_certificate_has_sentences_of_its_own() =>
        CertificateKinds.All.Select(k => k.Name).Except(Explanation.Kinds).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Certificates))]
    public void Of_a_certificate_are_whole_sentences_in_both_languages(string file)
    {
        var certificate = JsonNode.Parse(File.ReadAllText(file))!.AsObject();

        var (zh, en) = (Explanation.Of(certificate, Language.Zh), Explanation.Of(certificate, Language.En));

        zh.Count.ShouldBe(en.Count);
        zh.Count.ShouldBeGreaterThan(2);
        zh.ShouldAllBe(s => s.EndsWith('。') && !s.Contains('{') && !s.Contains('—'));
        en.ShouldAllBe(s => s.EndsWith('.') && !s.Contains('{') && !s.Contains('—'));
    }

    [Fact]
    public void Name_value_limits_rounding_class_and_clause()
    {
        var section = SectionBuilder.Section(("NH3N", "1.005"), ("TP", "0.2")) with { Rounding = Compliance.Water.RoundingPolicy.Period, TargetClass = 2 };
        var certificate = JsonNode.Parse(SectionCertificate.Of(section).Json)!.AsObject();

        Explanation.Of(certificate, Language.Zh).ShouldContain("氨氮：1个有效值（自动监测）的均值为1.005，按GB/T 8170修约到2位小数得1，河流Ⅰ至Ⅴ类限值为0.15、0.5、1、1.5、2，属Ⅲ类。");
        Explanation.Of(certificate, Language.En).ShouldContain("The target is class II; met: no.");
        string.Concat(Explanation.Of(certificate, Language.En)).ShouldContain("GB 3838-2002 table 1");
    }

    [Fact]
    public void Beyond_the_table_tell_the_rule_and_not_an_interpolation()
    {
        var certificate = JsonNode.Parse(AirIndexCertificate.Of(AirBuilder.Hour(AirBuilder.In2026, ("SO2_1h", "900"), ("O3_1h", "100"))).Json)!.AsObject();
        var refused = new JsonObject { ["kind"] = "iaqi", ["result"] = new JsonObject { ["iaqi"] = null }, ["reason"] = "beyond-table" };

        var en = Explanation.Of(certificate, Language.En);

        en.ShouldContain("SO2 hourly mean: the concentration 900 enters as 900, beyond the last breakpoint (800); nothing is interpolated there: the standard gives IAQI 200.");
        en.Count(s => s.Contains("interpolated and rounded up", StringComparison.Ordinal)).ShouldBe(1);
        Explanation.Of(refused, Language.En)[0].ShouldContain("refers to the index of the other averaging time");
    }

    [Fact]
    public void Of_heavy_pollution_name_the_official_colour_and_a_lower_bound()
    {
        var subject = new JsonObject { ["kind"] = "heavy_pollution", ["result"] = new JsonObject { ["level"] = "orange", ["basis"] = "measured", ["lower_bound"] = true } };

        var zh = Explanation.Of(subject, Language.Zh);

        zh[0].ShouldBe("重污染级别为橙色，依据均为实测。");
        zh[1].ShouldStartWith("这是下限");
    }

    [Fact]
    public void Of_something_without_sentences_are_its_result_and_reason()
    {
        var subject = new JsonObject { ["kind"] = "nobody knows", ["result"] = new JsonObject { ["class"] = null }, ["reason"] = "negative" };

        Explanation.Of(subject, Language.En).ShouldBe(["Result: class —.", "Why there is no verdict: the concentration is negative."]);
    }
}

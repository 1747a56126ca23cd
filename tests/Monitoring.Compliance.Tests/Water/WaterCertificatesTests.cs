using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Water;
using static Monitoring.Compliance.Tests.Water.WaterVerdictBuilder;

namespace Monitoring.Compliance.Tests.Water;

public class WaterCertificatesTests
{
    public static TheoryData<string> Certificates =>
    [
        WaterCertificates.Certify(River((2, "0.2"), (4, "1.2"), (4, "1.3"), (5, "1.9"), (2, "0.1"))).Certificate.Json,
        WaterCertificates.Certify(River((2, "0.2"), (4, "1.4"), (null, null))).Certificate.Json,
        WaterCertificates.Certify(River((2, "0.2")) with { WhatIf = "nonsense" }).Certificate.Json,
        WaterCertificates.Certify(Lake([("TP", "0.04"), ("TN", "1.6"), ("chla", "20"), ("SD", "1.0"), ("CODMn", "4")], [("TP", "0.06")])).Certificate.Json,
        WaterCertificates.Certify(new TrophicInputs { Water = "Changshou Hu", Period = August, Values = Map(("chla", "20"), ("TP", "0.05"), ("TN", "1.2"), ("SD", "1.0"), ("CODMn", "4.0")) }).Certificate.Json,
        WaterCertificates.Certify(new TrophicInputs { Water = "Changshou Hu", Period = August, Values = Map(("chla", "0")) }).Certificate.Json,
        WaterCertificates.Certify(Pairs((2, 2), (null, 3), (6, 5))).Certificate.Json,
        WaterCertificates.Certify(Years("0.61", "0.72", "0.70", "0.81", "0.92", "0.05L")).Certificate.Json,
        WaterCertificates.Certify(Years()).Certificate.Json,
        WaterCertificates.Certify(Source(("NH3N", "1.2"), ("Mn", "0.02L"), ("T3-80", "0.0002"), ("TN", "1.5"))).Certificate.Json,
        WaterCertificates.Certify(Ranking(("A", "3", "2.9"), ("B", "6", null))).Certificate.Json,
        WaterCertificates.Certify(Warning(new MonthClasses(3, 3), new MonthClasses(5, 4))).Certificate.Json,
        WaterCertificates.Certify(new NewPollutantInputs { Pollutant = "NP-10", Period = August, Value = "0.03" }).Certificate.Json,
    ];

    [Theory]
    [MemberData(nameof(Certificates))]
    public void Replay_to_the_same_bytes(string json) => Certificate.Replay(json).Difference.ShouldBeNull();

    [Theory]
    [MemberData(nameof(Certificates))]
    public void Fail_when_any_one_byte_is_changed(string json)
    {
        for (var i = 0; i < json.Length; i++)
        {
            Certificate.Replay(json[..i] + (json[i] == '1' ? '2' : '1') + json[(i + 1)..]).Agrees.ShouldBeFalse($"changed at {i}: {json}");
        }
    }

    [Fact]
    public void Do_not_depend_on_the_order_of_sections() => Prop.ForAll(Gen.Choose(-1, 8).ArrayOf().ToArbitrary(), classes =>
    {
        var river = River([.. classes.Select(c => ((int?)c, (string?)"0.2"))]);
        var reversed = river with { Sections = [.. river.Sections.Reverse()] };

        WaterCertificates.Certify(reversed).Certificate.Json.ShouldBe(WaterCertificates.Certify(river).Certificate.Json);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_section_that_gets_worse_never_makes_the_river_better() => Prop.ForAll(Gen.Choose(1, 6).NonEmptyListOf().Where(l => l.Count >= 5).ToArbitrary(), classes =>
    {
        string[] levels = ["excellent", "good", "light pollution", "moderate pollution", "heavy pollution"];
        var before = RiverAssessment.Assess(River([.. classes.Select(c => ((int?)c, (string?)null))]));
        var after = RiverAssessment.Assess(River([.. classes.Select((c, i) => ((int?)(i == 0 ? Math.Min(6, c + 1) : c), (string?)null))]));

        Array.IndexOf(levels, after.Rating!.Name).ShouldBeGreaterThanOrEqualTo(Array.IndexOf(levels, before.Rating!.Name));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_worse_value_never_lowers_the_index_of_a_city() => Prop.ForAll(Gen.Choose(0, 20_000).ToArbitrary(), Gen.Choose(0, 20_000).ToArbitrary(), (a, b) =>
    {
        var (low, high) = (Text(Math.Min(a, b)), Text(Math.Max(a, b)));

        var cities = WaterRanking.Assess(Ranking(("high", high, null), ("low", low, null))).Cities.ToDictionary(c => c.City, c => c.Index);

        cities["low"]!.Value.ShouldBeLessThanOrEqualTo(cities["high"]!.Value);

        static string Text(int thousandths) => (thousandths / 1000m).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }).QuickCheckThrowOnFailure();
}

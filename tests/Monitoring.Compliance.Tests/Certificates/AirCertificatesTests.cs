using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Certificates;
using static Monitoring.Compliance.Tests.Air.AirBuilder;

namespace Monitoring.Compliance.Tests.Certificates;

/// <summary>Days, figures, attainment, composite index and levels of air each replay from their certificate alone.</summary>
public class AirCertificatesTests
{
    private static readonly DayRange April = DayRange.MonthOf(In2026);

    public static TheoryData<string> Kinds => ["air-day", "air-day-gap", "air-period", "air-period-gap", "air-attainment", "air-attainment-what-if", "air-composite-index", "air-heavy-pollution", "air-heavy-pollution-none"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Replay_to_their_own_bytes_and_fail_when_an_input_changes(string kind)
    {
        var certificate = Make(kind);

        var replay = Certificate.Replay(certificate.Json);
        replay.Agrees.ShouldBeTrue(replay.Difference);

        var changed = (JsonObject)JsonNode.Parse(certificate.Json)!;
        var inputs = (JsonObject)changed["inputs"]!;
        inputs["cityCode"] = inputs["cityCode"]?.GetValue<string>() == "500000" ? "510100" : "500000";
        if (!inputs.ContainsKey("from") || inputs.ContainsKey("figures"))
        {
            Certificate.Replay(CanonicalJson.Write(changed)).Agrees.ShouldBeFalse();
        }

        Certificate.Replay(certificate.Json.Replace("\"20", "\"30", StringComparison.Ordinal)).Agrees.ShouldBeFalse();
    }

    [Fact]
    public void Do_not_depend_on_the_order_of_their_inputs()
    {
        AirDayCertificate.Certify(City(reversed: true)).Certificate.Id.ShouldBe(AirDayCertificate.Certify(City()).Certificate.Id);
        var period = Period();
        AirPeriodCertificate.Certify(period with { Days = [.. period.Days.Reverse()] }).Certificate.Id.ShouldBe(AirPeriodCertificate.Certify(period).Certificate.Id);
        var figures = Figures();
        AirAttainmentCertificate.Certify(figures with { Figures = [.. figures.Figures.Reverse()] }, null).Certificate.Id.ShouldBe(AirAttainmentCertificate.Certify(figures, null).Certificate.Id);
        HeavyPollutionCertificate.Certify([.. Days().Reverse()], null).Certificate.Id.ShouldBe(HeavyPollutionCertificate.Certify(Days(), null).Certificate.Id);
    }

    [Fact]
    public void Of_heavy_pollution_name_every_rule_that_judged_and_replay()
    {
        PollutionDay[] days = [.. Enumerable.Range(0, 3).Select(d => new PollutionDay(new DateOnly(2023, 12, 30).AddDays(d), PollutionBasis.Measured, new Dictionary<string, decimal> { ["AQI"] = 201 }))];

        var (_, certificate) = HeavyPollutionCertificate.Certify(days, "510100");

        ((string)JsonNode.Parse(certificate.Json)!["edition"]!).ShouldBe("heavy-pollution-national-2017+heavy-pollution-national-2024");
        Certificate.Replay(certificate.Json).Agrees.ShouldBeTrue();
    }

    [Fact]
    public void Of_attainment_name_the_certificate_of_the_figures()
    {
        var (_, figures) = AirPeriodCertificate.Certify(Period());

        var (_, attainment) = AirAttainmentCertificate.Certify(Figures(), figures.Id);

        ((string)JsonNode.Parse(attainment.Json)!["inputs"]!["figuresCertificate"]!).ShouldBe(figures.Id);
    }

    [Theory]
    [InlineData("air-day", "\"day\":\"2026-04-01\"", "\"day\":\"2026-04-31\"")]
    [InlineData("air-day", "\"text\":\"20.5\"", "\"text\":\"99999999999999999999999999999999\"")]
    [InlineData("air-day", "PM25_24h", "PM99_24h")]
    [InlineData("air-attainment", "a34004", "a99999")]
    [InlineData("air-heavy-pollution", "measured", "guessed")]
    public void That_a_stranger_changed_are_no_certificates_and_no_exceptions(string kind, string was, string now)
    {
        var json = Make(kind).Json;
        json.ShouldContain(was);

        Certificate.Replay(json.Replace(was, now, StringComparison.Ordinal)).Agrees.ShouldBeFalse();
    }

    private static Certificate Make(string kind) => kind switch
    {
        "air-day" => AirDayCertificate.Certify(City()).Certificate,
        "air-day-gap" => AirDayCertificate.Certify(City() with { Day = new DateOnly(2009, 4, 1) }).Certificate,
        "air-period" => AirPeriodCertificate.Certify(Period()).Certificate,
        "air-period-gap" => AirPeriodCertificate.Certify(Period() with { Range = DayRange.YearOf(2009) }).Certificate,
        "air-attainment" => AirAttainmentCertificate.Certify(Figures(), null).Certificate,
        "air-attainment-what-if" => AirAttainmentCertificate.Certify(Figures(), null, Monitoring.Compliance.Editions.EditionCatalogue.Default.AirLimits[^1]).Certificate,
        "air-composite-index" => CompositeIndexCertificate.Certify(Figures(), "0123").Certificate,
        "air-heavy-pollution" => HeavyPollutionCertificate.Certify(Days(), "500000").Certificate,
        _ => HeavyPollutionCertificate.Certify([], null).Certificate,
    };

    private static AirDayInputs City(bool reversed = false)
    {
        AirSiteDay[] sites = [new("A1", new Dictionary<AirItem, decimal> { [Item("PM25_24h")] = 20.5m, [Item("O3_8h")] = 101.125m }), new("A2", new Dictionary<AirItem, decimal> { [Item("PM25_24h")] = 90 / 7m })];
        return new AirDayInputs { Day = In2026, CityCode = "500000", Sites = reversed ? [.. sites.Reverse()] : sites };
    }

    private static AirPeriodInputs Period() => new()
    {
        Range = April,
        Days = [.. Enumerable.Range(0, April.Days).SelectMany(d => new[] { new AirDayValue(April.From.AddDays(d), Item("PM25_24h"), 20 + (d / 3m)), new AirDayValue(April.From.AddDays(d), Item("O3_8h"), 90 + d) })],
    };

    private static AirAttainmentInputs Figures() => new() { Range = April, CityCode = "500000", Figures = AirPeriod.Assess(Period()).Figures };

    private static IReadOnlyList<PollutionDay> Days() =>
    [
        new(In2026, PollutionBasis.Measured, new Dictionary<string, decimal> { ["AQI"] = 201, ["PM25_24h"] = 151 }),
        new(In2026.AddDays(1), PollutionBasis.Forecast, new Dictionary<string, decimal> { ["AQI"] = 220 }),
    ];
}

using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Compliance.Certificates;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Api.Tests;

public sealed class AirAssessmentTests
{
    private static readonly DateTimeOffset April = new(2026, 4, 1, 0, 0, 0, ChinaTime.Offset);

    [Fact]
    public async Task A_city_attains_per_pollutant_by_the_limits_of_the_date_with_evidence_that_replays()
    {
        await using var system = await TestSystem.Start();
        await Fill(system);

        var city = (await system.Get("/api/v1/assessments/air?from=2026-04-01&to=2026-04-30&province=CQ")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();

        city.GetProperty("attained").GetBoolean().ShouldBeFalse();
        city.GetProperty("attainmentReason").ValueKind.ShouldBe(JsonValueKind.Null);
        var attainment = city.GetProperty("attainment");
        attainment.GetProperty("standard").GetString().ShouldBe("GB 3095-2026 (transition)");
        var particles = attainment.GetProperty("pollutants").EnumerateArray().Single(p => !p.GetProperty("meets").GetBoolean());
        particles.GetProperty("code").GetString().ShouldBe("a34004");
        var mean = particles.GetProperty("criteria")[0];
        (mean.GetProperty("value").GetDecimal(), mean.GetProperty("limit").GetDecimal(), mean.GetProperty("multiple").GetDecimal()).ShouldBe((33.0m, 30m, 0.1m));
        foreach (var id in new[] { city.GetProperty("figuresCertificateId"), attainment.GetProperty("certificateId"), city.GetProperty("compositeIndex").GetProperty("certificateId") })
        {
            Certificate.Replay(await system.Client.GetStringAsync($"/api/v1/certificates/{id.GetString()}")).Agrees.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Other_limits_on_purpose_say_so_and_unknown_ones_are_refused()
    {
        await using var system = await TestSystem.Start();
        await Fill(system);

        var city = (await system.Get("/api/v1/assessments/air?from=2026-04-01&to=2026-04-30&province=CQ&limits=gb3095-2012")).GetProperty("items")[0];
        (await system.Get("/api/v1/assessments/air?from=2026-04-01&to=2026-04-30&province=CQ&limits=GB%203095-2026")).GetProperty("items")[0]
            .GetProperty("attainment").GetProperty("standard").GetString().ShouldBe("GB 3095-2026 (transition)", "the number is shared by two phases: the date chooses");
        using var refused = await system.Client.GetAsync("/api/v1/assessments/air?from=2026-04-01&to=2026-04-30&limits=gb3095-1996");

        city.GetProperty("attained").GetBoolean().ShouldBeTrue();
        city.GetProperty("attainment").GetProperty("ruleState").GetString().ShouldBe("expired");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_site_answers_by_month_and_year_with_the_figures_of_its_city()
    {
        await using var system = await TestSystem.Start();
        await Fill(system);

        var months = (await system.Get("/api/v1/stations/A1/assessments?period=month&from=2026-03-01&to=2026-04-30")).GetProperty("items").EnumerateArray().ToList();
        var year = (await system.Get("/api/v1/stations/A1/assessments?period=year&to=2026-04-30")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        var city = (await system.Get("/api/v1/assessments/air?from=2026-04-01&to=2026-04-30&province=CQ")).GetProperty("items")[0];

        months.Select(m => m.GetProperty("period").GetString()).ShouldBe(["2026-03", "2026-04"]);
        months[0].GetProperty("reason").GetString().ShouldBe("no-data");
        JsonElement.DeepEquals(months[1].GetProperty("figures"), city.GetProperty("figures")).ShouldBeTrue();
        months[1].GetProperty("attained").GetBoolean().ShouldBeFalse();
        months[1].GetProperty("completeness").GetDecimal().ShouldBe(1m);
        year.GetProperty("attained").ValueKind.ShouldBe(JsonValueKind.Null);
        year.GetProperty("attainment").GetProperty("reason").GetString().ShouldBe("too-few-data");
    }

    private static async Task Fill(TestSystem system)
    {
        var registry = system.Services.GetRequiredService<IStationRegistry>();
        await registry.Upsert(new Station(
            StationId.Parse("A1"), "A1", null, StationKind.Air, StationRole.AirSite, "national", StationOrigin.Real, "A1", "A1", Province.Chongqing, "500105", null, null, TimeSpan.FromHours(1), DateTimeOffset.UnixEpoch));
        await system.Deliver([.. Enumerable.Range(0, 30 * 24).Select(h => Hour(April.AddHours(h)))]);
    }

    private static Telemetry Hour(DateTimeOffset start)
    {
        (string Code, string Text)[] values = [("a21026", "10"), ("a21004", "20"), ("a34002", "40"), ("a34004", "33"), ("a21005", "0.6"), ("a05024", "60")];
        return new Telemetry(StationId.Parse("A1"), "A1", StationKind.Air, "hj212", "2061", start.AddMinutes(62), start.AddMinutes(63),
            [.. values.Select(v => new Reading(new ReadingKey(ParameterCode.Parse(v.Code), ReadingKind.Mean, start, TimeSpan.FromHours(1), ReadingSource.Automatic), v.Text, DataMark.Normal, ""))]);
    }
}

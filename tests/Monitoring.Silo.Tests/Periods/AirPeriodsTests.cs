using Monitoring.Compliance.Air;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;
using Monitoring.Silo.Periods;
using Monitoring.Storage;

namespace Monitoring.Silo.Tests.Periods;

public sealed class AirPeriodsTests : IAsyncDisposable
{
    private static readonly DateOnly Day = new(2026, 8, 20);

    private readonly FilledStore store = new();

    [Fact]
    public async Task A_city_is_judged_by_the_mean_concentrations_of_its_sites_not_by_their_indices()
    {
        await store.Site("A1", "510104", Province.Sichuan);
        await store.Site("A2", "510100", Province.Sichuan);
        await store.FillAir("A1", Day, Air("20"));
        await store.FillAir("A2", Day, Air("90"));

        var city = (await store.Air.Of(Day, Day, Province.Sichuan)).ShouldHaveSingleItem().Cities.ShouldHaveSingleItem();

        // Mean 55: index 90 under HJ 633-2026. The sites alone: 40 and 128.
        city.City.Name.ShouldBe("成都");
        var day = city.Days.ShouldHaveSingleItem();
        day.Values[new AirItem(AirPollutant.PM25, Averaging.TwentyFourHour)].ShouldBe(new CityConcentration(55m, 55m, 2));
        day.Verdict.Aqi.ShouldBe(90);
        day.IsGood.ShouldBeTrue();
    }

    [Fact]
    public async Task The_day_of_the_switch_is_judged_by_the_new_edition_and_the_day_before_by_the_old()
    {
        await store.Site("A1", "500105", Province.Chongqing);
        foreach (var day in new[] { new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 1) })
        {
            await store.FillAir("A1", day, Air("75"));
        }

        var city = (await store.Air.Of(new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 1), Province.Chongqing)).ShouldHaveSingleItem().Cities.ShouldHaveSingleItem();

        // 75 µg/m³ of PM2.5: 100 until February, 114 from March on.
        city.Days.Select(d => (d.Verdict.Standard, d.Verdict.Aqi)).ShouldBe([("HJ 633-2012", 100), ("HJ 633-2026", 114)]);
        (city.GoodDays, city.ValidDays, city.GoodDayShare).ShouldBe((1, 2, 50.0m));
    }

    [Fact]
    public async Task A_day_of_fewer_than_twenty_hours_is_no_valid_day_and_no_denominator()
    {
        await store.Site("A1", "500105", Province.Chongqing);
        await store.FillAir("A1", Day, Air("20"));
        await store.FillAir("A1", Day.AddDays(1), Air("20"), hours: 19);

        var city = (await store.Air.Of(Day, Day.AddDays(2), Province.Chongqing)).ShouldHaveSingleItem().Cities.ShouldHaveSingleItem();

        (city.GoodDays, city.ValidDays, city.Days.Count, city.GoodDayShare).ShouldBe((1, 1, 3, 100.0m));
        city.Air.WithoutIndex.Values.Sum().ShouldBe(2);
        var figure = city.Air.Figures.Single(f => f.Pollutant is AirPollutant.PM25);
        (figure.Statistic, figure.Value, figure.Days, figure.Reason).ShouldBe(("mean", 20m, 1, NoVerdictReason.TooFewData));
    }

    [Fact]
    public async Task A_province_is_the_mean_of_its_cities_shares_and_names_the_cities_without_a_site()
    {
        await store.Site("A1", "510100", Province.Sichuan);
        await store.Site("A2", "510500", Province.Sichuan);
        await store.FillAir("A1", Day, Air("20"));
        await store.FillAir("A1", Day.AddDays(1), Air("20"));
        await store.FillAir("A2", Day, Air("90"));

        var province = (await store.Air.Of(Day, Day.AddDays(1), Province.Sichuan)).ShouldHaveSingleItem();

        // 100 % and 0 %; pooled it would be 2 of 3.
        (province.GoodDayShare, province.CitiesWithShare, province.CitiesWithoutSite.Count).ShouldBe((50.0m, 2, 19));
    }

    [Fact]
    public async Task The_certificate_of_a_day_is_kept_and_replays()
    {
        await store.Site("A1", "500105", Province.Chongqing);
        await store.FillAir("A1", Day, Air("20"));

        var day = (await store.Air.Of(Day, Day, Province.Chongqing))[0].Cities[0].Days[0];

        var document = (await store.Certificates.Find(day.CertificateId)).ShouldNotBeNull().Document;
        var replay = Certificate.Replay(document);
        replay.Agrees.ShouldBeTrue(replay.Difference);
    }

    [Fact]
    public async Task A_month_attains_or_not_per_pollutant_with_certificates_that_replay()
    {
        await store.Site("A1", "500105", Province.Chongqing);
        await FillMonth("A1", pm25: "32");

        var judged = (await Chongqing(April, April.AddDays(29))).Air.Judged;
        var before = (await Chongqing(April, April.AddDays(29), "gb3095-2012")).Air.Judged;

        // 32 µg/m³: above 30 of the transition, within 35 of 2012.
        (judged.Attainment.Attained, judged.Attainment.Standard).ShouldBe((false, "GB 3095-2026 (transition)"));
        judged.Attainment.Exceeding.ShouldBe([AirPollutant.PM25]);
        (before.Attainment.Attained, before.Attainment.RuleState).ShouldBe((true, RuleState.Expired));
        judged.Composite.Index.ShouldBe(5.93m);
        foreach (var id in new[] { judged.Certificates!.Figures, judged.Certificates.Attainment, judged.Certificates.Composite, before.Certificates!.Attainment })
        {
            Certificate.Replay((await store.Certificates.Find(id)).ShouldNotBeNull().Document).Agrees.ShouldBeTrue(id);
        }
    }

    [Fact]
    public async Task A_running_month_says_too_few_data_and_keeps_no_certificate()
    {
        var site = await store.Site("A1", "500105", Province.Chongqing);
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        await store.FillAir("A1", today.AddDays(-1), Air("20"));

        var month = (await store.Air.OfSite(site, [Period.MonthOf(today)])).ShouldHaveSingleItem();

        month.Days.Count.ShouldBe(today.Day);
        (month.Judged.Attainment.Attained, month.Judged.Attainment.Reason, month.Judged.Certificates).ShouldBe((null, NoVerdictReason.TooFewData, null));
        month.Shares.Measured.ShouldBe(new GoodDayCount(1, 1, 100.0m));
    }

    [Fact]
    public async Task Dust_days_of_a_notice_are_deducted_beside_the_measured_share()
    {
        store.AirOptions.DustDays.Add(new DeductedDay { City = "500000", Day = Day, Source = "notice 12" });
        await store.Site("A1", "500105", Province.Chongqing);
        await store.FillAir("A1", Day, Air("200"));
        await store.FillAir("A1", Day.AddDays(1), Air("20"));

        var province = (await store.Air.Of(Day, Day.AddDays(1), Province.Chongqing)).ShouldHaveSingleItem();

        (province.GoodDayShare, province.GoodDayShareDeducted).ShouldBe((50.0m, 100.0m));
    }

    [Fact]
    public async Task An_hour_of_instants_counts_its_distinct_minutes()
    {
        var site = await store.Site("A1", "500105", Province.Chongqing);
        await store.Store.Registry.Upsert(site with { Rhythm = TimeSpan.FromMinutes(1) });
        var minutes = Enumerable.Range(0, 24 * 60).ToList();
        await store.Send([.. minutes.Select(m => FilledStore.AirInstant("A1", ChinaTime.StartOf(Day).AddMinutes(m), "a34004=20"))]);
        await store.Send([.. minutes.Select(m => FilledStore.AirInstant("A1", ChinaTime.StartOf(Day.AddDays(1)).AddHours(m / 60).AddSeconds(10 * (m % 60)), "a34004=20"))]);

        var city = await Chongqing(Day, Day.AddDays(1));

        city.Days[0].Values.Keys.ShouldBe([new AirItem(AirPollutant.PM25, Averaging.TwentyFourHour)]);
        city.Days[1].Values.ShouldBeEmpty("sixty values an hour, all of its first ten minutes");
    }

    private static readonly DateOnly April = new(2026, 4, 1);

    private async Task<CityAir> Chongqing(DateOnly from, DateOnly to, string? limits = null) =>
        (await store.Air.Of(from, to, Province.Chongqing, EditionCatalogue.Default.AirLimits.Find(limits))).ShouldHaveSingleItem().Cities.ShouldHaveSingleItem();

    private async Task FillMonth(string site, string pm25)
    {
        for (var day = April; day.Month == April.Month; day = day.AddDays(1))
        {
            await store.FillAir(site, day, Air(pm25));
        }
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static string Air(string pm25) => $"a21026=10 a21004=20 a34002=40 a34004={pm25} a21005=0.6 a05024=60";
}

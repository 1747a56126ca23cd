using Monitoring.Compliance.Air;
using Monitoring.Compliance.Certificates;
using Monitoring.Storage;
using AirFigure = Monitoring.Silo.Periods.AirFigure;
using CityConcentration = Monitoring.Silo.Periods.CityConcentration;

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
        day.Values[new AirItem(AirPollutant.PM25, Averaging.TwentyFourHour)].ShouldBe(new CityConcentration(55m, 2));
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
        city.WithoutIndex.Values.Sum().ShouldBe(2);
        city.Figures.Single(f => f.Pollutant is AirPollutant.PM25).ShouldBe(new AirFigure(AirPollutant.PM25, "mean", 20m, 1));
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

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static string Air(string pm25) => $"a21026=10 a21004=20 a34002=40 a34004={pm25} a21005=0.6 a05024=60";
}

using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using static Monitoring.Compliance.Tests.Air.AirBuilder;

namespace Monitoring.Compliance.Tests.Air;

public class AirDayTests
{
    private static readonly AirStatisticsEdition Statistics = EditionCatalogue.Default.AirStatisticsAt(In2026)!;

    [Fact]
    public void A_city_is_the_mean_of_its_sites_concentrations_and_not_of_their_indices()
    {
        var day = AirDay.Assess(City(In2026, Clean("20"), Clean("90")));

        day.Values[Item("PM25_24h")].ShouldBe(new CityConcentration(55, 55, 2));
        day.Index.Aqi.ShouldBe(90);
    }

    [Fact]
    public void Sites_enter_unrounded_and_the_city_is_rounded_once()
    {
        // 75.4 and 75.4 and 75.8: rounded first they would be 75, 75, 76 and mean 75.33; unrounded they mean 75.53 and are 76.
        var day = AirDay.Assess(City(In2019, Clean("75.4"), Clean("75.4"), Clean("75.8")));

        day.Values[Item("PM25_24h")].Value.ShouldBe(76);
        day.Index.Aqi.ShouldBe(102);
        day.Index.RuleState.ShouldBe(RuleState.Unverified);
    }

    [Fact]
    public void Half_goes_to_the_even_digit_and_carbon_monoxide_keeps_one_decimal()
    {
        var day = AirDay.Assess(City(In2019, Clean("74.5"), new Dictionary<AirItem, decimal> { [Item("CO_24h")] = 1.25m }));

        day.Values[Item("PM25_24h")].Value.ShouldBe(74);
        day.Values[Item("CO_24h")].Value.ShouldBe(0.9m);
        AirDay.Assess(City(In2019, new Dictionary<AirItem, decimal> { [Item("CO_24h")] = 1.25m })).Values[Item("CO_24h")].Value.ShouldBe(1.2m);
    }

    [Fact]
    public void Without_sites_or_before_any_edition_there_is_a_reason()
    {
        AirDay.Assess(City(In2026)).Index.Reason.ShouldBe(NoVerdictReason.TooFewData);
        AirDay.Assess(City(new DateOnly(2010, 1, 1), Clean("20"))).Index.Reason.ShouldBe(NoVerdictReason.EditionGap);
        AirDay.Assess(City(DateOnly.MinValue, Clean("20"))).Index.Reason.ShouldBe(NoVerdictReason.EditionGap);
    }

    [Theory]
    [InlineData("2012-12-31", "500000", null)]
    [InlineData("2013-01-01", "500000", "HJ 633-2012")]
    [InlineData("2013-01-01", "510104", "HJ 633-2012")]
    [InlineData("2013-01-01", "511300", null)]
    public void A_day_of_a_city_has_an_index_as_soon_as_its_editions_came_to_the_city(string day, string city, string? standard)
    {
        var index = AirDay.Assess(City(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Clean("20")) with { CityCode = city }).Index;

        (index.Standard, index.Aqi is null).ShouldBe((standard, standard is null));
    }

    [Fact]
    public void Negative_and_impossible_values_take_no_part()
    {
        var day = AirDay.Assess(City(In2026, Clean("20"), new Dictionary<AirItem, decimal> { [Item("PM25_24h")] = -1, [Item("SO2_24h")] = decimal.MaxValue }));

        day.Values[Item("PM25_24h")].Sites.ShouldBe(1);
        day.Index.Aqi.ShouldBe(30);
    }

    [Fact]
    public void A_site_day_says_how_many_hours_it_has_and_needs()
    {
        SiteDayConcentrations.Of(AirPollutant.PM25, Hours(19, 50), Statistics).ShouldHaveSingleItem()
            .ShouldBe(new SiteDayItem(Item("PM25_24h"), null, 19, 20, NoVerdictReason.TooFewData));
        SiteDayConcentrations.Of(AirPollutant.PM25, Hours(0, 50), Statistics).ShouldHaveSingleItem().Reason.ShouldBe(NoVerdictReason.Missing);
        SiteDayConcentrations.Of(AirPollutant.O3, Hours(19, 50), Statistics)
            .ShouldBe([new SiteDayItem(Item("O3_8h"), 50, 14, 14, null), new SiteDayItem(Item("O3_1h"), null, 19, 20, NoVerdictReason.TooFewData)]);
        SiteDayConcentrations.Of(AirPollutant.CO, [1, 2], Statistics).ShouldHaveSingleItem().Value.ShouldBeNull();
    }

    [Fact]
    public void More_at_one_site_never_gives_a_lower_index_and_the_order_of_sites_never_matters() => Prop.ForAll(
        Gen.Choose(0, 6000).ListOf(3).ToArbitrary(), Gen.Choose(0, 6000).ToArbitrary(), (texts, more) =>
    {
        IReadOnlyDictionary<AirItem, decimal>[] sites = [.. texts.Select(t => Clean(Gb8170.Text(t / 10m)))];
        var worse = sites.Select((s, i) => i == 0 ? Clean(Gb8170.Text((texts[0] + more) / 10m)) : s).ToArray();
        foreach (var date in new[] { In2019, In2026 })
        {
            var index = AirDay.Assess(City(date, sites)).Index;
            AirDay.Assess(City(date, worse)).Index.Aqi!.Value.ShouldBeGreaterThanOrEqualTo(index.Aqi!.Value);
            AirDay.Assess(City(date, [.. sites.Reverse()])).Index.Aqi.ShouldBe(index.Aqi);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_ozone_at_one_site_never_gives_a_lower_index_also_beyond_the_table() => Prop.ForAll(
        Gen.Choose(0, 1000).ListOf(3).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), ArbMap.Default.ArbFor<bool>(), (means, more, hasHour) =>
    {
        var sites = means.Select(m => Ozone(m, hasHour)).ToArray();
        var worse = sites.Select((s, i) => i == 0 ? Ozone(means[0] + more, hasHour) : s).ToArray();
        foreach (var date in new[] { In2019, In2026 })
        {
            var (index, after) = (AirDay.Assess(City(date, sites)).Index, AirDay.Assess(City(date, worse)).Index);
            (Rank(after) >= Rank(index)).ShouldBeTrue($"{index.Aqi} {index.Reason}, with more {after.Aqi} {after.Reason}");
        }
    }).QuickCheckThrowOnFailure();

    // Beyond the table without another value is worse than every index of the table.
    private static int Rank(AirVerdict verdict) => verdict.Aqi ?? (verdict.Reason is NoVerdictReason.BeyondTable ? 301 : throw new ShouldAssertException(verdict.Reason));

    private static Dictionary<AirItem, decimal> Ozone(int mean, bool hasHour)
    {
        var values = Clean("20");
        values[Item("O3_8h")] = mean;
        if (hasHour)
        {
            values[Item("O3_1h")] = mean + 20;
        }

        return values;
    }

    [Fact]
    public void An_ozone_day_of_few_hours_beyond_the_table_has_no_index_rather_than_a_good_one()
    {
        var items = SiteDayConcentrations.Of(AirPollutant.O3, Hours(19, 900), EditionCatalogue.Default.AirStatisticsAt(In2019)!);
        var values = Clean("20");
        values[Item("O3_8h")] = items[0].Value!.Value;

        items[1].Reason.ShouldBe(NoVerdictReason.TooFewData);
        AirDay.Assess(City(In2019, values)).Index.Reason.ShouldBe(NoVerdictReason.BeyondTable);
    }

    private static AirDayInputs City(DateOnly day, params IReadOnlyDictionary<AirItem, decimal>[] sites) =>
        new() { Day = day, Sites = [.. sites.Select((s, i) => new AirSiteDay($"S{i}", s))] };

    private static Dictionary<AirItem, decimal> Clean(string pm25) => new()
    {
        [Item("SO2_24h")] = 8,
        [Item("NO2_24h")] = 20,
        [Item("PM10_24h")] = 30,
        [Item("PM25_24h")] = decimal.Parse(pm25, System.Globalization.CultureInfo.InvariantCulture),
        [Item("CO_24h")] = 0.5m,
        [Item("O3_8h")] = 60,
    };

    private static List<decimal?> Hours(int count, decimal value) => [.. Enumerable.Range(0, 24).Select(h => h < count ? value : (decimal?)null)];
}

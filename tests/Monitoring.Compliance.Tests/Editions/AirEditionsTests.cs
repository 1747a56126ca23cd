using System.Globalization;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Tests.Editions;

public class AirEditionsTests
{
    private const string Chongqing = "500000";
    private static readonly EditionCatalogue Catalogue = EditionCatalogue.Default;

    [Theory]
    [InlineData("2012-12-31", Chongqing, null)]
    [InlineData("2013-01-01", Chongqing, "GB 3095-2012")]
    [InlineData("2013-01-01", null, null)]
    [InlineData("2015-12-31", "511300", null)]
    [InlineData("2016-01-01", "511300", "GB 3095-2012")]
    [InlineData("2026-02-28", null, "GB 3095-2012")]
    [InlineData("2026-03-01", null, "GB 3095-2026 (transition)")]
    [InlineData("2030-12-31", "510104", "GB 3095-2026 (transition)")]
    [InlineData("2031-01-01", "510104", "GB 3095-2026")]
    public void The_date_and_the_city_choose_the_limits(string date, string? city, string? standard) =>
        (Catalogue.AirLimitsAt(Date(date), city)?.Standard).ShouldBe(standard);

    [Theory]
    [InlineData("GB 3095-2026", "2026-06-01", "gb3095-2026-transition")]
    [InlineData("GB 3095-2026", "2030-12-31", "gb3095-2026-transition")]
    [InlineData("GB 3095-2026", "2031-01-01", "gb3095-2026-final")]
    [InlineData("GB 3095-2026", "2025-06-01", "gb3095-2026-transition")]
    [InlineData("GB 3095-2026", null, null)]
    [InlineData("GB 3095-2026 (transition)", "2031-01-01", "gb3095-2026-transition")]
    [InlineData("gb3095-2026-final", "2026-06-01", "gb3095-2026-final")]
    [InlineData("GB 3095-2012", "2026-06-01", "gb3095-2012")]
    [InlineData("GB 3095", "2026-06-01", null)]
    public void The_day_chooses_among_editions_that_share_a_number_and_an_id_means_what_it_says(string name, string? day, string? id) =>
        (Catalogue.AirLimits.Find(name, day is null ? null : Date(day))?.Id).ShouldBe(id);

    [Fact]
    public void Limits_get_stricter_from_edition_to_edition_and_grade_I_is_never_laxer_than_grade_II()
    {
        foreach (var pollutant in Enum.GetValues<AirPollutant>())
        {
            var editions = Catalogue.AirLimits.Select(e => e.Of(pollutant)).ToList();
            editions.SelectMany(l => new[] { l.Year, l.Day, l.Hour }).ShouldAllBe(l => l == null || l.One <= l.Two);
            editions.Zip(editions.Skip(1)).ShouldAllBe(p => p.Second.Day.One <= p.First.Day.One && p.Second.Day.Two <= p.First.Day.Two);
        }
    }

    [Theory]
    [InlineData("composite-2013", "gb3095-2012")]
    [InlineData("composite-2013-annex-c", "gb3095-2012")]
    [InlineData("composite-2026", "gb3095-2026-transition")]
    public void The_composite_index_divides_by_grade_II_of_its_time(string composite, string limits)
    {
        var edition = Catalogue.AirLimits.Single(e => e.Id == limits);
        foreach (var item in Catalogue.CompositeIndex.Single(e => e.Id == composite).Items)
        {
            (item.MeanLimit is null || item.MeanLimit == edition.Of(item.Pollutant).Year!.Two).ShouldBeTrue(item.ToString());
            (item.PercentileLimit is null || item.PercentileLimit == edition.Of(item.Pollutant).Day.Two).ShouldBeTrue(item.ToString());
        }
    }

    [Theory]
    [InlineData("2026-02-28", "composite-2013")]
    [InlineData("2026-03-01", "composite-2026")]
    [InlineData("2013-09-30", null)]
    public void The_date_chooses_the_composite_index(string date, string? id) => (Catalogue.CompositeIndexAt(Date(date))?.Id).ShouldBe(id);

    [Theory]
    [InlineData("2023-12-31", "511300", "heavy-pollution-national-2017")]
    [InlineData("2024-01-01", "511300", "heavy-pollution-national-2024")]
    [InlineData("2026-01-20", "500103", "heavy-pollution-chongqing-2022")]
    [InlineData("2022-11-02", Chongqing, "heavy-pollution-national-2017")]
    [InlineData("2016-01-01", Chongqing, null)]
    public void A_citys_own_rules_for_heavy_pollution_come_before_the_countrys(string date, string city, string? id) =>
        (Catalogue.HeavyPollutionAt(Date(date), city)?.Id).ShouldBe(id);

    [Fact]
    public void Every_measure_of_heavy_pollution_is_the_index_or_an_item_and_levels_rise()
    {
        foreach (var edition in Catalogue.HeavyPollution)
        {
            edition.Levels.Select(l => l.Rank).ShouldBe(Enumerable.Range(1, edition.Levels.Count));
            edition.Levels.Select(l => l.Severity).ShouldBe(edition.Levels.Select(l => l.Severity).Where(s => s > 0).Distinct().Order());
            foreach (var run in edition.Levels.SelectMany(l => l.AnyOf))
            {
                (run.Measure == "AQI" || AirItem.TryParse(run.Measure, out _)).ShouldBeTrue(run.Measure);
                run.Days.ShouldBeGreaterThan(0);
                (run.WithAbove is null || (run.WithAbove > run.Above && run.WithDays >= 1 && run.WithDays <= run.Days)).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void Every_pollutant_has_its_figures_and_decimals()
    {
        foreach (var edition in Catalogue.AirStatistics)
        {
            edition.Statistics.Select(s => s.Pollutant).ShouldBe(Enum.GetValues<AirPollutant>(), ignoreOrder: true);
            edition.CityDay.Decimals.Keys.ShouldBe(Enum.GetNames<AirPollutant>(), ignoreOrder: true);
        }
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

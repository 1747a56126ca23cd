using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Tests.Editions;

public class DistrictCodesTests
{
    private static readonly DistrictCodes Codes = EditionCatalogue.Default.Districts;

    [Theory]
    [InlineData("500105", "2025-11-05", "江北")]
    [InlineData("500105", "2025-11-06", null)]
    [InlineData("500112", "2026-01-01", null)]
    [InlineData("500110", "2010-05-01", "万盛")]
    [InlineData("500110", "2026-05-01", "綦江")]
    [InlineData("512081", "2016-05-02", "简阳")]
    [InlineData("512081", "2016-05-03", null)]
    [InlineData("999999", "2026-05-01", null)]
    public void A_code_means_the_district_of_its_day(string code, string date, string? name) => Codes.Find(code, On(date))?.NameZh.ShouldBe(name);

    [Fact]
    public void A_county_that_moved_belongs_to_the_city_of_the_day()
    {
        Codes.Find("512081", On("2015-01-01"))!.City.ShouldBe("512000");
        Codes.Find("510185", On("2017-01-01"))!.City.ShouldBe("510100");
    }

    [Fact]
    public void No_code_means_two_districts_on_one_day()
    {
        foreach (var district in Codes.Districts)
        {
            foreach (var day in new[] { district.From, district.To }.OfType<DateOnly>())
            {
                Codes.Districts.Count(d => d.Code == district.Code && d.IsValidOn(day)).ShouldBe(1, $"{district.Code} on {day}");
            }
        }
    }

    [Fact]
    public void Every_city_and_successor_is_in_the_list()
    {
        foreach (var district in Codes.Districts)
        {
            Codes.Meanings(district.City).ShouldNotBeEmpty(district.Code);
            Codes.Meanings(district.Successor ?? district.Code).ShouldNotBeEmpty(district.Code);
        }
    }

    private static DateOnly On(string date) => DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
}

using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;
using Monitoring.Contracts.Parameters;

namespace Monitoring.Compliance.Tests.Quality;

public class UnitTextTests
{
    /// <summary>A catalogue with another unit would silently take an item out of every verdict.</summary>
    [Fact]
    public void The_units_of_the_catalogue_are_those_of_the_editions()
    {
        foreach (var item in EditionCatalogue.Default.Water[^1].Limits.Items.Where(i => i.InTwentyOne))
        {
            UnitText.Agrees(ParameterCatalogue.Find(ParameterCode.Parse(item.MinistryCode))!.Unit, item.Unit).ShouldBeTrue(item.Code);
        }

        foreach (var pollutant in Enum.GetValues<AirPollutant>())
        {
            var unit = pollutant is AirPollutant.CO ? "mg/m3" : "ug/m3";
            UnitText.Agrees(ParameterCatalogue.Find(ParameterCode.Parse(pollutant.Code()))!.Unit, unit).ShouldBeTrue(pollutant.Text());
        }
    }

    [Theory]
    [InlineData("µg/m³", "ug/m3", true)]
    [InlineData("μg/m3", "ug/m3", true)]
    [InlineData("", "mg/L", true)]
    [InlineData("mg/l", "mg/L", true)]
    [InlineData("无量纲", "", true)]
    [InlineData("ug/L", "mg/L", false)]
    [InlineData("mg/L", "", false)]
    public void Spellings_of_one_unit_are_one_unit(string unit, string expected, bool agrees) => UnitText.Agrees(unit, expected).ShouldBe(agrees);
}

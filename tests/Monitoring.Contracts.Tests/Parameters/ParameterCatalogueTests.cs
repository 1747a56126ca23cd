using Monitoring.Contracts.Parameters;

namespace Monitoring.Contracts.Tests.Parameters;

public sealed class ParameterCatalogueTests
{
    [Theory]
    [InlineData("21", "001", "w01001")]
    [InlineData("32", "011", "w01018")]
    [InlineData("33", "B01", "w00000")]
    [InlineData("31", "02", "a21026")]
    [InlineData("31", "B02", "a00000")]
    [InlineData("31", "S08", "a01013")]
    [InlineData("22", "SO2", "a21026")]
    [InlineData("22", "NO2", "a21004")]
    [InlineData("22", "CO", "a21005")]
    [InlineData("22", "O3", "a05024")]
    [InlineData("22", "PM25", "a34004")]
    [InlineData("22", "PM10", "a34002")]
    [InlineData("39", "TSP", "a34001")]
    [InlineData("21", "W01001", "w01001")]
    [InlineData("22", "a34004", "a34004")]
    [InlineData("80", "w99998", "w99998")]
    [InlineData("23", "Leq", "Leq")]
    public void A_name_of_a_device_is_resolved_under_its_system(string st, string deviceCode, string expected)
    {
        ParameterCatalogue.TryResolve(st, deviceCode, out var code).ShouldBeTrue();
        code.Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("31", "029")]
    [InlineData("31", "101")]
    [InlineData("22", "001")]
    [InlineData("21", "02")]
    [InlineData("21", "SO2")]
    [InlineData("80", "001")]
    [InlineData("22", "PMD")]
    [InlineData("21", "")]
    public void The_same_name_under_another_system_is_never_guessed(string st, string deviceCode) =>
        ParameterCatalogue.TryResolve(st, deviceCode, out _).ShouldBeFalse();

    [Theory]
    [InlineData("w01009", "溶解氧", "Dissolved oxygen", "mg/L")]
    [InlineData("w01003", "浊度", "Turbidity", "NTU")]
    [InlineData("w33029", "阿特拉津", "Atrazine", "mg/L")]
    [InlineData("a21005", "一氧化碳", "Carbon monoxide", "mg/m³")]
    [InlineData("a34004", "细颗粒物", "Particulate matter up to 2.5 µm", "µg/m³")]
    public void A_parameter_has_its_names_and_the_unit_that_stations_send(string code, string zh, string en, string unit) =>
        ParameterCatalogue.Find(ParameterCode.Parse(code)).ShouldBe(new Parameter(ParameterCode.Parse(code), zh, en, unit, null));

    [Theory]
    [InlineData("a21026", "22", "µg/m³")]
    [InlineData("a21026", "31", "mg/m³")]
    [InlineData("w20111", "21", "mg/L")]
    [InlineData("w20111", "32", "µg/L")]
    [InlineData("w01018", "32", "mg/L")]
    public void A_unit_depends_on_the_system_where_sources_write_another(string code, string st, string unit) =>
        ParameterCatalogue.Find(ParameterCode.Parse(code))!.UnitUnder(st).ShouldBe(unit);

    [Fact]
    public void An_unlisted_code_is_not_found() => ParameterCatalogue.Find(ParameterCode.Parse("w99998")).ShouldBeNull();

    [Fact]
    public void Every_parameter_is_complete()
    {
        ParameterCatalogue.All.Count.ShouldBeGreaterThan(140);
        foreach (var parameter in ParameterCatalogue.All)
        {
            parameter.NameZh.ShouldNotBeNullOrWhiteSpace(parameter.Code.Value);
            parameter.NameEn.ShouldNotBeNullOrWhiteSpace(parameter.Code.Value);
            parameter.Unit.ShouldNotBeNullOrWhiteSpace(parameter.Code.Value);
        }
    }
}

using Monitoring.Contracts.Registry;

namespace Monitoring.Contracts.Tests;

public sealed class FleetRegistryTests
{
    [Fact]
    public void It_has_238_sections_of_chongqing_331_of_sichuan_and_60_air_sites()
    {
        FleetRegistry.WaterSections.Count(s => s.Province == "CQ").ShouldBe(238);
        FleetRegistry.WaterSections.Count(s => s.Province == "SC").ShouldBe(331);
        FleetRegistry.AirSites.Count.ShouldBe(60);
    }

    [Fact]
    public void No_two_stations_share_an_id_or_a_device()
    {
        var ids = FleetRegistry.WaterSections.Select(s => s.Station).Concat(FleetRegistry.AirSites.Select(s => s.Station)).ToList();
        var mns = FleetRegistry.WaterSections.Select(s => s.Mn).Concat(FleetRegistry.AirSites.Select(s => s.Mn)).ToList();
        ids.ShouldBeUnique();
        mns.ShouldBeUnique();
        FleetRegistry.WaterSections.Select(s => s.Section).ShouldBeUnique();
    }

    [Fact]
    public void Real_sections_are_known_by_province_and_name() =>
        FleetRegistry.WaterSections.Where(s => s.Origin == "real").Select(s => (s.Province, s.Name)).ShouldBeUnique();

    [Fact]
    public void Every_row_says_whether_it_is_real_and_a_simulated_one_says_so_in_its_name()
    {
        FleetRegistry.WaterSections.ShouldAllBe(s => s.Origin == "real" || (s.Origin == "simulated" && s.Name.Contains("模拟")));
        FleetRegistry.WaterSections.ShouldAllBe(s => s.WaterBody == "river" || s.WaterBody == "lake");
    }

    [Fact]
    public void Doubts_survive_their_commas() =>
        FleetRegistry.WaterSections.Single(s => s.Name == "北温泉").Doubt.ShouldBe("name, side and class from memory; coordinates approximate (about 10 km)");
}

using Monitoring.Contracts;
using Monitoring.Simulator.Fleet;
using Monitoring.Simulator.Scripts;
using Monitoring.Testing;

namespace Monitoring.Simulator.Tests;

public sealed class EventScriptTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, ChinaTime.Offset);

    [Fact]
    public void An_event_draws_its_station_to_the_scripted_value_and_lets_go()
    {
        var script = EventScript.Parse("""[{"station":"CQ004","from":"+4h","duration":"8h","set":{"w21003":"2.6"}}]""", Start);
        var scripted = new FleetModel(1, script);
        var natural = new FleetModel(1, EventScript.Empty);
        var station = scripted.Stations.Single(s => s.Id == "CQ004");
        string? Ammonia(FleetModel model, DateTimeOffset at) => model.SampleAt(station, at)!.Values.Single(v => v.Code == "w21003").Text;
        Ammonia(scripted, Start.AddHours(4)).ShouldBe("2.600");
        Ammonia(scripted, Start.AddHours(8)).ShouldBe("2.600");
        Ammonia(scripted, Start).ShouldBe(Ammonia(natural, Start));
        Ammonia(scripted, Start.AddHours(12)).ShouldBe(Ammonia(natural, Start.AddHours(12)));
    }

    [Fact]
    public void A_ramp_leads_there_and_back()
    {
        var e = new ScriptedEvent("CQ004", Start, TimeSpan.FromHours(8), new Dictionary<string, decimal>(), TimeSpan.FromHours(2), null);
        e.Weight(Start).ShouldBe(0);
        e.Weight(Start.AddHours(1)).ShouldBe(0.5);
        e.Weight(Start.AddHours(4)).ShouldBe(1);
        e.Weight(Start.AddHours(7)).ShouldBe(0.5);
        e.Weight(Start.AddHours(8)).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"station":"CQ004"}""", "array")]
    [InlineData("""[{"from":"+1h","duration":"1h","set":{}}]""", "station")]
    [InlineData("""[{"station":"CQ004","from":"soon","duration":"1h","set":{}}]""", "soon")]
    [InlineData("""[{"station":"CQ004","from":"+1h","duration":"8","set":{}}]""", "span")]
    [InlineData("""[{"station":"CQ004","from":"+1h","duration":"8h","set":{"w21003":"much"}}]""", "w21003")]
    [InlineData("""[{"station":"CQ004","from":"+1h","duration":"8h","set":{},"rmap":"1h"}]""", "rmap")]
    [InlineData("[", "JSON")]
    public void A_broken_script_is_named_by_its_fault(string script, string expected) =>
        Should.Throw<FormatException>(() => EventScript.Parse(script, Start)).Message.ShouldContain(expected);

    [Fact]
    public void The_shipped_script_names_stations_that_work()
    {
        var folder = Path.Combine(SharedMaterial.RepositoryRoot, "firmware-contracts", "simulator", "scripts");
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            var script = EventScript.Parse(File.ReadAllText(file), Start);
            var model = new FleetModel(1, script);
            script.Events.ShouldNotBeEmpty();
            script.Events.ShouldAllBe(e => model.Stations.Single(s => s.Id == e.Station).Service == StationService.Working);
        }
    }
}

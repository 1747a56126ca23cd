using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Tests.Stations;

public sealed class RegistrySeedTests : IAsyncDisposable
{
    private readonly SiloUnderTest silo = new();

    [Fact]
    public async Task All_sections_and_sites_are_entered_once_however_often_the_silo_starts()
    {
        (await Seed()).ShouldBe(629);
        await silo.Restart();
        (await Seed()).ShouldBe(0);

        var stations = await All(new StationFilter());
        stations.Count(s => s is { Station: { Kind: StationKind.Water, Province: Province.Chongqing }, Section: not null }).ShouldBe(238);
        stations.Count(s => s is { Station: { Kind: StationKind.Water, Province: Province.Sichuan }, Section: not null }).ShouldBe(331);
        stations.Count(s => s is { Station: { Kind: StationKind.Air, Role: StationRole.AirSite }, Section: null }).ShouldBe(60);
    }

    [Fact]
    public async Task Made_up_sections_say_so_and_doubtful_fields_keep_their_doubt()
    {
        await Seed();

        var stations = await All(new StationFilter());
        stations.Where(s => s.Station.Source == "simulated").ShouldAllBe(s => s.Station.Origin == StationOrigin.Simulated);
        stations.Count(s => s.Station.Origin == StationOrigin.Simulated).ShouldBeGreaterThan(400);
        stations.ShouldContain(s => s.Station.Doubt.Contains("from memory", StringComparison.Ordinal));
        stations.ShouldAllBe(s => s.Station.Source != "");
    }

    [Fact]
    public async Task Targets_stand_by_their_basis_and_the_assessment_target_goes_first()
    {
        await Seed();

        var both = (await All(new StationFilter())).First(s => s.Section?.Targets.Count == 2).Section!;
        both.Targets.Select(t => t.Basis).ShouldBe([TargetBasis.Assessment, TargetBasis.FunctionZone]);
        both.TargetClassOn(new DateOnly(2026, 1, 1)).ShouldBe(both.Targets[0].Class);
    }

    [Fact]
    public async Task A_section_of_which_no_source_says_a_target_has_the_default_and_a_doubt()
    {
        await Seed();

        var stations = (await All(new StationFilter(Kind: StationKind.Water))).ToList();
        stations.ShouldAllBe(s => s.Section!.TargetClassOn(new DateOnly(2026, 1, 1)) != null);
        var unknown = stations.Where(s => s.Station.Doubt.Contains("the default until set", StringComparison.Ordinal)).ToList();
        unknown.Count.ShouldBeInRange(50, 146, "most sections of the national feed");
        unknown.ShouldAllBe(s => s.Section!.Targets.Single().Class == 2 && s.Station.Origin == StationOrigin.Real);
    }

    [Fact]
    public async Task What_an_officer_changed_stays()
    {
        await Seed();
        var (station, section) = (await silo.Store.Registry.Find(StationId.Parse("SC001")))!;
        await silo.Store.Registry.Upsert(section! with { WaterBody = WaterBody.Lake, Targets = [new SectionTarget(TargetBasis.Assessment, 4, null, null)] });
        await silo.Store.Registry.Upsert(station with { Name = "改名", Doubt = "" });

        await silo.Restart();
        await Seed();

        var (after, judged) = (await silo.Store.Registry.Find(StationId.Parse("SC001")))!;
        (after.Name, after.Doubt).ShouldBe(("改名", ""));
        (judged!.WaterBody, judged.Targets.ShouldHaveSingleItem().Class).ShouldBe((WaterBody.Lake, 4));
    }

    [Fact]
    public async Task A_device_of_the_registry_delivers_for_its_section_and_its_target()
    {
        await Seed();
        var registered = (await All(new StationFilter())).First(s => s.Section?.Targets.Count > 0);

        await silo.Send(Message.ClassTwo(SiloUnderTest.Noon) with { Station = registered.Station.Id, Mn = registered.Station.Mn });

        (await silo.Verdict(registered.Station.Id))!.TargetClass.ShouldBe(registered.Section!.Targets[0].Class);
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    private Task<int> Seed() => silo.Store.Registry.EnterAbsent(RegistrySeed.Of(SiloUnderTest.Noon, defaultTargetClass: 2));

    private async Task<IReadOnlyList<RegisteredStation>> All(StationFilter filter) => (await silo.Store.Registry.List(filter, cursor: null, limit: 10_000)).Items;
}

using Monitoring.Contracts;

namespace Monitoring.Storage.Tests;

public abstract class RegistryTests(IStorePlace place) : StateStoreTests(place)
{
    [Fact]
    public async Task A_station_comes_back_as_it_was_entered_with_its_section_and_dated_targets()
    {
        var entered = await Enter(Sample.Station("CY001"));

        var found = await Store.Registry.Find(entered.Station.Id);

        found.ShouldNotBeNull();
        found.Station.ShouldBe(entered.Station);
        found.Section.ShouldNotBeNull();
        found.Section.Targets.ShouldBe(entered.Section!.Targets);
        found.Section.TargetClassOn(new DateOnly(2020, 12, 31)).ShouldBe(3);
        found.Section.TargetClassOn(new DateOnly(2021, 1, 1)).ShouldBe(2);
    }

    [Theory]
    [InlineData("CQ", null, null, null, "A1,A2")]
    [InlineData(null, StationKind.Air, null, null, "C1")]
    [InlineData(null, null, "嘉陵江", null, "A2")]
    [InlineData(null, null, null, "mnb", "B1")]
    [InlineData(null, null, null, "断面A", "A1,A2")]
    [InlineData(null, null, null, "_", "")]
    [InlineData(null, null, null, null, "A1,A2,B1,C1")]
    public async Task Stations_are_found_by_province_kind_river_and_text(string? province, StationKind? kind, string? river, string? text, string expected)
    {
        await Enter(Sample.Station("A1"));
        await Enter(Sample.Station("A2", river: "嘉陵江"));
        await Enter(Sample.Station("B1", Province.Sichuan));
        await Enter(Sample.Station("C1", Province.Other, kind: StationKind.Air));

        var page = await Store.Registry.List(new StationFilter(province, kind, river, text), cursor: null, limit: 10);

        string.Join(',', page.Items.Select(s => s.Station.Id)).ShouldBe(expected);
        page.Cursor.ShouldBeNull();
    }

    [Fact]
    public async Task Pages_hold_every_station_once()
    {
        for (var i = 0; i < 7; i++)
        {
            await Enter(Sample.Station($"S{i}"));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Store.Registry.List(new StationFilter(), cursor, limit: 3);
            seen.AddRange(page.Items.Select(s => s.Station.Id.Value));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        seen.ShouldBe(["S0", "S1", "S2", "S3", "S4", "S5", "S6"]);
    }

    [Fact]
    public async Task A_made_up_cursor_is_the_callers_mistake() =>
        await Should.ThrowAsync<InvalidCursorException>(() => Store.Registry.List(new StationFilter(), "no cursor", limit: 3));

    [Fact]
    public async Task Every_change_is_noticed_by_the_owners_of_stations()
    {
        var before = Store.Stations.RegistryVersion;

        await Enter(Sample.Station("A1"));

        Store.Stations.RegistryVersion.ShouldBeGreaterThan(before);
    }

    private async Task<RegisteredStation> Enter(RegisteredStation station)
    {
        if (station.Section is { } section)
        {
            await Store.Registry.Upsert(section);
        }

        await Store.Registry.Upsert(station.Station);
        return station;
    }
}

using System.Text;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Silo.Layouts;
using Monitoring.Storage;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Import;

/// <summary>The published files as they are.</summary>
public sealed class RealFilesTests
{
    private const string National = "water-national-2020-05-08_and_2020-06_to_09.csv";

    [Theory]
    [InlineData(PublishedFile.WaterSnapshot, "water-snapshot-2026-08-21-dev.csv", 160, 0)]
    [InlineData(PublishedFile.WaterNational, National, 10_015, 3_842)]
    [InlineData(PublishedFile.WaterNational, "water-stations-2021-04-dev.csv", 6_612, 197)]
    [InlineData(PublishedFile.AirHourly, "air-stations-2026-04-01T12-dev.csv", 31, 0)]
    [InlineData(PublishedFile.AirHourly, "air-stations-hourly-2019-07-18.csv", 7_234, 200)]
    [InlineData(PublishedFile.Hydrology, "hydrology-yangtze-2020-08-dev.csv", 42, 0)]
    public async Task A_file_imports_and_importing_it_again_changes_nothing(string kind, string file, int rows, int withoutMeasurement)
    {
        await using var silo = await ImportedSilo.Start();

        var first = await silo.Import(kind, Real(file));
        var dump = silo.Dump();
        silo.Silo.Clock.Advance(TimeSpan.FromHours(1));
        var second = await silo.Import(kind, Real(file));

        (first.Stored, first.Rejected.Count).ShouldBe((rows, withoutMeasurement));
        second.Stored.ShouldBe(first.Stored);
        second.Rejected.ShouldBe(first.Rejected);
        silo.Dump().ShouldBe(dump);
        silo.Count("SELECT count(*) FROM readings").ShouldBeGreaterThan(rows);
        silo.Count("SELECT count(*) FROM readings r WHERE NOT EXISTS (SELECT 1 FROM gateway_ranges g WHERE g.gateway = r.gateway AND r.sequence BETWEEN g.first AND g.last)")
            .ShouldBe(0, "every reading came by the door of gateways");
    }

    [Theory]
    [InlineData(false, 107)]
    [InlineData(true, 108)]
    public async Task The_published_classes_of_both_provinces_are_reproduced(bool isLubanLake, int expected)
    {
        await using var silo = await ImportedSilo.Start();
        foreach (var station in (await silo.Stations(new StationFilter(Kind: StationKind.Water))).Where(s => s.Section!.WaterBody is WaterBody.Lake))
        {
            await silo.Silo.Store.Registry.Upsert(station.Section! with { WaterBody = WaterBody.River });
        }

        var luban = (await silo.Section(Province.Sichuan, "鲁班岛")).Section!;
        await silo.Silo.Store.Registry.Upsert(luban with { WaterBody = isLubanLake ? WaterBody.Lake : WaterBody.River });
        var rows = FirstDay();

        await silo.Import(PublishedFile.WaterNational, rows);

        using var reader = new StringReader(rows);
        var published = PublishedFile.Read(PublishedFile.WaterNational, reader).Where(r => PublishedVerdicts.Class(r) is not null).ToList();
        var agree = 0;
        foreach (var row in published)
        {
            var verdict = await silo.Silo.Verdict(PublishedDevice.Of(row).Station!.Value);
            agree += verdict?.Class == PublishedVerdicts.Class(row) ? 1 : 0;
        }

        (published.Count, agree).ShouldBe((108, expected));
    }

    [Fact]
    public async Task A_stopped_station_has_no_class_although_values_are_printed_and_says_why()
    {
        await using var silo = await ImportedSilo.Start();

        await silo.Import(PublishedFile.WaterNational, FirstDay());

        var zhutuo = await silo.Section(Province.Chongqing, "朱沱");
        var verdict = (await silo.Silo.Verdict(zhutuo.Station.Id)).ShouldNotBeNull();
        (verdict.Class, verdict.Reason).ShouldBe((null, NoVerdictReason.Stopped));
    }

    [Fact]
    public async Task Stations_of_other_provinces_stand_apart_with_their_names_and_without_a_target()
    {
        await using var silo = await ImportedSilo.Start();

        await silo.Import(PublishedFile.WaterNational, Real(National));
        await silo.Import(PublishedFile.AirHourly, Real("air-stations-hourly-2019-07-18.csv"));
        await silo.Import(PublishedFile.Hydrology, Real("hydrology-yangtze-2020-08-dev.csv"));

        (await silo.Stations(new StationFilter(Province.Chongqing, StationKind.Water))).Count.ShouldBe(238);
        (await silo.Stations(new StationFilter(Province.Sichuan, StationKind.Water))).Count.ShouldBe(331);
        var others = await silo.Stations(new StationFilter(Province.Other));
        others.Count.ShouldBeGreaterThan(2_000);
        others.ShouldAllBe(s => s.Station.Source.StartsWith("import ") && (s.Section == null || s.Section.Targets.Count == 0));
        others.ShouldContain(s => s.Section != null && s.Section.Name == "北京市 鼓楼外大街");
        others.ShouldContain(s => s.Station.Kind == StationKind.Air && s.Station.Name == "北京市 万寿西宫" && s.Station.Longitude == 116.366m);
        others.ShouldContain(s => s.Station.Kind == StationKind.Hydrology && s.Station.Name == "寸滩");
    }

    private static byte[] Real(string file)
    {
        Assert.SkipUnless(SharedMaterial.IsPresent, SharedMaterial.AbsentReason);
        return File.ReadAllBytes(SharedMaterial.PathOf("data", "real", file));
    }

    // The header, and the rows of both provinces of 2020-05-08.
    private static string FirstDay() => string.Join('\n', Encoding.UTF8.GetString(Real(National)).Split('\n')
        .Where((line, i) => i == 0 || line.StartsWith("2020-05-08,重庆市,") || line.StartsWith("2020-05-08,四川省,")));
}

using Monitoring.Contracts;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Contracts.Registry;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Lines;
using Monitoring.Simulator.Replay;
using Monitoring.Simulator.Tests.Gateways;
using Monitoring.Testing;

namespace Monitoring.Simulator.Tests;

public sealed class ReplayTests
{
    private const string National = "water-national-2020-05-08_and_2020-06_to_09.csv";
    private static readonly DoorOptions ThreeDoors = new(new Endpoint("127.0.0.1", 1), new Endpoint("127.0.0.1", 2), "line", 9600, 4);
    private static readonly string[] TwinCities = ["四川省", "重庆市"];

    [Fact]
    public void The_rows_of_the_two_provinces_become_133_messages_over_three_doors()
    {
        var devices = Plan();
        devices.Sum(d => d.Uploads.Count).ShouldBe(133);
        devices.Count.ShouldBe(133);
        devices.GroupBy(d => d.Door).Select(g => g.Count()).ShouldBe([45, 44, 44]);
        devices.ShouldAllBe(d => FleetRegistry.WaterSections.Any(s => s.Mn == d.Mn));
    }

    [Fact]
    public void Raw_values_are_sent_and_missing_ones_left_out()
    {
        var island = Message("SC", "鲁班岛");
        island.Cp.ShouldStartWith("DataTime=20200508140000;");
        island.Cp.ShouldContain("w01001-Rtd=8.9572,w01001-Flag=N");
        island.Qn.ShouldBe("20200508140000000");
        Message("CQ", "木瓜洞").Cp.ShouldNotContain("w21003");
    }

    [Fact]
    public void A_stopped_station_is_marked_F_and_one_in_maintenance_M()
    {
        var zhutuo = Message("CQ", "朱沱").Cp;
        zhutuo.ShouldContain("w01009-Rtd=8.80929,w01009-Flag=F");
        zhutuo.ShouldNotContain("Flag=N");
        Message("CQ", "木瓜洞").Cp.ShouldNotContain("Flag=N");
        Message("CQ", "木瓜洞").Cp.ShouldContain("Flag=M");
    }

    [Fact]
    public void The_mark_is_normal_exactly_where_the_feed_published_a_class()
    {
        var rows = Rows(National, "water-national").Where(r => r.Date == new DateOnly(2020, 5, 8) && TwinCities.Contains(r.Province)).ToList();
        rows.Count.ShouldBe(133);
        rows.Count(r => r.Flag == DataMark.Normal).ShouldBe(108);
        rows.ShouldAllBe(r => (r.Flag == DataMark.Normal) == (r.PublishedVerdict.Length > 0));
    }

    [Fact]
    public void In_the_whole_file_the_mark_of_maintenance_rows_agrees_with_the_feed_as_often_as_stated()
    {
        Assert.SkipUnless(SharedMaterial.IsPresent, SharedMaterial.AbsentReason);
        using var file = File.OpenText(SharedMaterial.PathOf("data", "real", National));
        var states = CsvTable.Read(file).ToDictionary(r => r.Line, r => r["station_status"]);
        var maintenance = Rows(National, "water-national").Where(r => states[r.Line] == "维护").ToList();
        var agreeing = maintenance.Count(r => (r.Flag == DataMark.Normal) == (r.PublishedVerdict.Length > 0));
        (agreeing, maintenance.Count).ShouldBe((1619, 1658));
    }

    [Fact]
    public void The_snapshot_of_2026_is_read_too()
    {
        var rows = Rows("water-snapshot-2026-08-21-dev.csv", "water-snapshot");
        rows.Count.ShouldBe(160);
        rows[0].Values.Single(v => v.Parameter.Value == "w01010").Text.ShouldBe("28.3262");
    }

    [Fact]
    public void An_air_hour_is_known_by_its_start_and_its_ozone_by_the_other_name()
    {
        var row = Rows("air-stations-hourly-2019-07-18.csv", "air-hourly").Single(r => r.Place == "1001A" && r.Start.Hour == 11);
        row.Start.ShouldBe(new DateTimeOffset(2019, 7, 18, 11, 0, 0, ChinaTime.Offset));
        row.Length.ShouldBe(TimeSpan.FromHours(1));
        row.Values.Single(v => v.Parameter.Value == "a05024").Text.ShouldBe("114");
        row.Values.Single(v => v.Parameter.Value == "a34004").Text.ShouldBe("101");
    }

    [Fact]
    public void A_place_outside_the_registry_gets_the_same_number_each_time()
    {
        var row = Rows(National, "water-national").First(r => r.Province == "北京市");
        var device = PublishedDevice.Of(row);
        device.Station.ShouldBeNull();
        device.ShouldBe(PublishedDevice.Of(row));
        device.Mn.Length.ShouldBe(18);
    }

    [Fact]
    public async Task Replaying_twice_sends_the_same_bytes()
    {
        await using var gateway = new ListeningGateway();
        var doors = new DoorOptions(gateway.Endpoint, null, null, 9600, 4);
        for (var i = 0; i < 2; i++)
        {
            var run = new ReplayRun(Plan(doors, "tcp"), doors, new RetryRules(), TextWriter.Null, TimeProvider.System);
            (await Eventually.Ends(run.Run(CancellationToken.None))).ShouldBeTrue();
            run.Counters.Acknowledged.ShouldBe(133);
        }

        gateway.Messages.GroupBy(m => m).ShouldAllBe(g => g.Count() == 2);
        gateway.Messages.Count.ShouldBe(266);
    }

    [Fact]
    public async Task A_replay_whose_devices_are_not_let_in_fails()
    {
        await using var gateway = new ListeningGateway((_, _) => Reaction.RefuseDevice);
        var doors = new DoorOptions(gateway.Endpoint, null, null, 9600, 4);
        var run = new ReplayRun(Plan(doors, "tcp"), doors, new RetryRules(), TextWriter.Null, TimeProvider.System);
        (await Eventually.Ends(run.Run(CancellationToken.None))).ShouldBeFalse();
        run.Counters.Refused.ShouldBe(133);
    }

    private static Upload Message(string province, string name)
    {
        var mn = FleetRegistry.WaterSections.Single(s => s.Province == province && s.Name == name).Mn;
        return Plan().Single(d => d.Mn == mn).Uploads.Single();
    }

    private static IReadOnlyList<ReplayedDevice> Plan(DoorOptions? doors = null, params string[] split)
    {
        Assert.SkipUnless(SharedMaterial.IsPresent, SharedMaterial.AbsentReason);
        var options = new ReplayOptions("water-national", doors ?? ThreeDoors, split.Length > 0 ? split : ThreeDoors.Open, TwinCities, new DateOnly(2020, 5, 8));
        using var file = File.OpenText(SharedMaterial.PathOf("data", "real", National));
        return ReplayPlan.Read(options, file);
    }

    private static List<PublishedRow> Rows(string file, string layout)
    {
        Assert.SkipUnless(SharedMaterial.IsPresent, SharedMaterial.AbsentReason);
        using var reader = File.OpenText(SharedMaterial.PathOf("data", "real", file));
        return [.. PublishedFile.Read(layout, reader)];
    }
}

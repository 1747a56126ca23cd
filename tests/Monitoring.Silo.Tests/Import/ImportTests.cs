using Monitoring.Contracts;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Silo.Import;
using Monitoring.Storage;

namespace Monitoring.Silo.Tests.Import;

public sealed class ImportTests
{
    private const string Header = "province,section,monitor_time,published_class,water_temp_c,ph,do_mg_l,conductivity_us_cm,turbidity_ntu,codmn_mg_l,nh3n_mg_l,tp_mg_l,tn_mg_l,station_status\n";

    [Fact]
    public async Task A_row_that_cannot_be_taken_is_named_by_its_line_and_the_others_come_in()
    {
        await using var silo = await ImportedSilo.Start();

        var result = await silo.Import(
            PublishedFile.WaterSnapshot,
            Header
            + "四川省,鲁班岛,2026-08-21 20:00,Ⅱ,24.0,7.50,8.10,200,3.0,2.10,0.050,0.020,0.80,正常\n"
            + "四川省,鲁班岛,2026-*,--,--,--,--,--,--,--,--,--,--,正常\n"
            + "四川省,鲁班岛,,--,--,--,--,--,--,--,--,--,--,停站\n"
            + "四川省,鲁班岛,2026-08-22 00:00,Ⅱ\n"
            + "四川省,鲁班岛,2026-08-22 04:00,Ⅱ,24.0,7.50,8.10,200,3.0,2.10,0.050,0.020,0.80,正常\n");

        result.Stored.ShouldBe(2);
        result.Rejected.ShouldBe([(3, "'2026-*' is no time of sampling"), (4, "no measurement, the station's state is 停站"), (5, "4 fields, the header 14")]);
    }

    [Fact]
    public void A_file_of_another_layout_is_refused_by_the_column_it_lacks() =>
        Should.Throw<FormatException>(() => ImportFile.Read(PublishedFile.AirHourly, "a,b\n1,2\n"u8.ToArray(), SiloUnderTest.Noon)).Message
            .ShouldBe("the file has no column 'timepoint'");

    [Fact]
    public void The_same_content_is_the_same_sender_whatever_the_file_is_called_and_other_content_another()
    {
        var one = ImportFile.Read(PublishedFile.WaterSnapshot, Bytes(Header), SiloUnderTest.Noon).GatewayId;

        ImportFile.Read(PublishedFile.WaterSnapshot, Bytes(Header), SiloUnderTest.Noon.AddDays(1)).GatewayId.ShouldBe(one);
        ImportFile.Read(PublishedFile.WaterSnapshot, Bytes(Header + "\n"), SiloUnderTest.Noon).GatewayId.ShouldNotBe(one);
        one.Length.ShouldBeLessThanOrEqualTo(64);
    }

    [Fact]
    public async Task Progress_goes_from_nothing_to_all_rows()
    {
        await using var silo = await ImportedSilo.Start();
        var reports = new Reports();
        var rows = string.Concat(Enumerable.Range(0, 1_200).Select(i =>
            $"四川省,鲁班岛,{new DateTime(2020, 1, 1).AddHours(4 * i):yyyy-MM-dd HH:mm},Ⅱ,24.0,7.50,8.10,200,3.0,2.10,0.050,0.020,0.80,正常\n"));

        await silo.Import(PublishedFile.WaterSnapshot, Bytes(Header + rows), reports);

        reports.All.Select(r => r.Done).ShouldBe([0, 500, 1000, 1200]);
        reports.All.ShouldAllBe(r => r.Total == 1_200);
    }

    [Fact]
    public async Task Hand_samples_stand_beside_the_instruments_and_a_later_report_corrects_an_earlier_one()
    {
        await using var silo = await ImportedSilo.Start();
        const string Columns = "section,sampled_at,item,value,lab,reported_at\n";

        await silo.Import(ImportKind.HandSamples, Columns + "SC:鲁班岛,2026-08-03 10:30,w01019,2.4,一号实验室,2026-08-20\n");
        var result = await silo.Import(
            ImportKind.HandSamples,
            Columns
            + "SC:鲁班岛,2026-08-03 10:30,高锰酸盐指数,2.1,一号实验室,2026-08-10\n"
            + "鲁班岛,2026-08-03,w21003,0.025L,,\n"
            + "两河口,2026-08-03,w01019,2.0,,\n"
            + "无此断面,2026-08-03,w01019,2.0,,\n"
            + "鲁班岛,03.08.2026,w01019,2.0,,\n"
            + "鲁班岛,2026-08-03,味道,2.0,,\n"
            + "鲁班岛,2026-08-03,w01019,好,,\n");

        var station = (await silo.Section(Province.Sichuan, "鲁班岛")).Station.Id;
        var readings = (await silo.Silo.Readings(station, "w01019")).ShouldHaveSingleItem();
        readings.Current.Reading.Text.ShouldBe("2.4", "its report is the later one, although it came first");
        readings.Current.Reading.Key.Source.ShouldBe(ReadingSource.Hand);
        readings.Superseded.ShouldHaveSingleItem().Reading.Text.ShouldBe("2.1");
        (await silo.Silo.Readings(station, "w21003")).ShouldHaveSingleItem().Current.Reading.Text.ShouldBe("0.025L");
        result.Rejected.Select(r => r.Line).ShouldBe([4, 5, 6, 7, 8]);
        result.Rejected[0].Reason.ShouldBe("'两河口' is a name in both provinces: write CQ:两河口 or SC:两河口");
        (await silo.Silo.Verdict(station)).ShouldBeNull("what a laboratory finds is judged by the month, not by the moment");
    }

    [Theory]
    [InlineData("0001-01-01T00:00:30")]
    [InlineData("1969-12-31 23:59")]
    [InlineData("9999-12-31T23:00:00+00:00")]
    public void A_time_that_no_store_keeps_is_no_time_of_sampling_and_of_a_report(string time)
    {
        var lines = ImportFile.Read(
            ImportKind.HandSamples, Bytes($"section,sampled_at,item,value,reported_at\n鲁班岛,{time},w01019,2.0,\n鲁班岛,2026-08-03,w01019,2.0,{time}\n"), SiloUnderTest.Noon).Lines.ToList();

        lines.ShouldAllBe(l => l.Telemetry == null);
        lines[0].Reason.ShouldBe($"'{time}' is no time of sampling (2026-11-03 or 2026-11-03 10:30, Beijing)");
        lines[1].Reason.ShouldBe($"'{time}' is no time of the report");
    }

    [Fact]
    public void Lines_of_one_reason_are_named_as_ranges() => LineRanges.Text([7, 3, 8, 9, 40]).ShouldBe("3, 7-9, 40");

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private sealed class Reports : IProgress<ImportProgress>
    {
        public List<ImportProgress> All { get; } = [];

        public void Report(ImportProgress value) => All.Add(value);
    }
}

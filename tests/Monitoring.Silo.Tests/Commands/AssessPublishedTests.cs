using System.Text;
using System.Text.Json.Nodes;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Silo.Commands;
using Monitoring.Silo.Layouts;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Commands;

/// <summary>What the ministry published, judged again: every published file that there is, in one place.</summary>
public class AssessPublishedTests
{
    [Fact]
    public void The_snapshot_of_2026_agrees_as_rivers_but_for_three_and_with_lakes_whole()
    {
        Summary(PublishedFile.WaterSnapshot, "water-snapshot-2026-08-21-dev.csv").ShouldBe("157/160 classes agree by the river rule on raw values");
        Summary(PublishedFile.WaterSnapshot, "water-snapshot-2026-08-21-dev.csv", withLakes: true).ShouldContain("160/160 with those inferred");
    }

    [Fact]
    public void The_national_series_of_2020_gives_the_three_figures() =>
        Summary(PublishedFile.WaterNational, "water-national-2020-05-08_and_2020-06_to_09.csv", withLakes: true).ShouldBe(
            "8201/8587 classes agree by the river rule on raw values; 8285/8587 with the lakes known by name or gazetteer; "
            + "8587/8587 with those inferred from a published class too (726 rows, unverified; 0 sections so inferred are rivers here)");

    [Fact]
    public void The_five_hours_of_2019_agree_under_the_edition_of_2012() =>
        Summary(PublishedFile.AirHourly, "air-stations-hourly-2019-07-18.csv").ShouldBe(
            "6431/6431 AQI and 6431/6431 main pollutants agree, of stations with six values and a published AQI; 657/657 AQI and 657/657 main pollutants of those with an item missing");

    [Fact]
    public void The_hour_of_2026_agrees_under_the_edition_of_2026() => Summary(PublishedFile.AirHourly, "air-stations-2026-04-01T12-dev.csv")
        .ShouldBe("23/23 AQI and 23/23 main pollutants agree, of stations with six values and a published AQI; 4/4 AQI and 4/4 main pollutants of those with an item missing");

    [Fact]
    public void A_file_of_another_layout_is_refused_with_the_column_it_lacks()
    {
        using var input = new StringReader("a,b\n1,2\n");

        Should.Throw<FormatException>(() => AssessPublished.Run(PublishedFile.WaterNational, input, LakeSections.None, TextWriter.Null))
            .Message.ShouldBe("the file has no column 'province'");
    }

    private static string Summary(string layout, string file, bool withLakes = false)
    {
        Assert.SkipUnless(SharedMaterial.IsPresent, SharedMaterial.AbsentReason);
        using var input = new StreamReader(SharedMaterial.PathOf("data", "real", file), Encoding.UTF8);
        using var list = new StreamReader(SharedMaterial.PathOf("standards", "lake-sections.csv"), Encoding.UTF8);
        using var output = new StringWriter();

        AssessPublished.Run(layout, input, withLakes ? LakeSections.Read(list) : LakeSections.None, output);

        var last = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)[^1];
        return (string)JsonNode.Parse(last)!["summary"]!;
    }
}

using Monitoring.Contracts;

namespace Monitoring.Silo.Layouts;

/// <summary>One row of the ministry's feed of water stations.</summary>
/// <param name="Number">Row in the file, from 1.</param>
/// <param name="Province">Where the feed files the section; with the name it is the section's key.</param>
/// <param name="Section">Name of the section.</param>
/// <param name="SampledAt">Sampling time; null when the feed prints none.</param>
/// <param name="PublishedClass">1 to 6; null when the feed prints none.</param>
/// <param name="Status">正常, 维护, 停站; empty where the file has no such column.</param>
/// <param name="Raw">The unrounded values by parameter; only those that are printed.</param>
internal sealed record WaterFeedRow(
    int Number, string Province, string Section, DateTimeOffset? SampledAt, int? PublishedClass, string Status, IReadOnlyList<(ParameterCode Code, string Text)> Raw);

/// <summary>The columns of the feed's files (snapshots and the national series share them).</summary>
internal static class WaterFeed
{
    /// <summary>Columns of unrounded values and what they hold.</summary>
    private static readonly (string Column, ParameterCode Code)[] RawColumns =
    [
        ("raw_water_temp", ParameterCode.Parse("w01010")),
        ("raw_ph", ParameterCode.Parse("w01001")),
        ("raw_do", ParameterCode.Parse("w01009")),
        ("raw_conductivity", ParameterCode.Parse("w01014")),
        ("raw_turbidity", ParameterCode.Parse("w01003")),
        ("raw_codmn", ParameterCode.Parse("w01019")),
        ("raw_nh3n", ParameterCode.Parse("w21003")),
        ("raw_tp", ParameterCode.Parse("w21011")),
        ("raw_tn", ParameterCode.Parse("w21001")),
    ];

    private static readonly string[] Demanded = ["province", "section", "monitor_time", "published_class", .. RawColumns.Select(c => c.Column)];

    /// <exception cref="InvalidDataException">The file lacks a column.</exception>
    public static IEnumerable<WaterFeedRow> Read(TextReader input)
    {
        using var csv = CsvTable.Open(input, Demanded);
        for (var number = 1; csv.Read(); number++)
        {
            yield return new WaterFeedRow(
                number,
                csv["province"],
                csv["section"],
                FeedText.Time(csv["monitor_time"], "yyyy-MM-dd HH:mm"),
                ClassOf(csv["published_class"]),
                csv["station_status"],
                [.. RawColumns.Select(c => (c.Code, Text: csv[c.Column])).Where(v => !FeedText.IsMissing(v.Text))]);
        }
    }

    private static int? ClassOf(string published) => published switch
    {
        "Ⅰ" or "1" => 1,
        "Ⅱ" or "2" => 2,
        "Ⅲ" or "3" => 3,
        "Ⅳ" or "4" => 4,
        "Ⅴ" or "5" => 5,
        "劣Ⅴ" or "6" => 6,
        _ => null,
    };
}

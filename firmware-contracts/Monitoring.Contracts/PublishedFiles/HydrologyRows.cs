using Monitoring.Contracts.Registry;

namespace Monitoring.Contracts.PublishedFiles;

/// <summary>Rows of the hydrological service: level, flow (at reservoirs the inflow) and outflow. A zero stands for "not reported".</summary>
internal static class HydrologyRows
{
    public static readonly IReadOnlyList<string> Demanded = ["time_utc8", "stcd", "stnm", "river", "z_m", "q_m3_s", "oq_m3_s"];

    private static readonly (ParameterCode Code, string Column)[] Columns =
    [
        (ParameterCode.Parse("Z"), "z_m"),
        (ParameterCode.Parse("Q"), "q_m3_s"),
        (ParameterCode.Parse("OTQ"), "oq_m3_s"),
    ];

    public static PublishedLine Read(CsvRow row)
    {
        var values = Columns.Select(c => new PublishedValue(c.Code, row[c.Column]))
            .Where(v => !PublishedFile.IsMissing(v.Text) && new MeasuredText(v.Text).Number is not 0)
            .ToList();
        if (PublishedFile.Time(row["time_utc8"], "yyyy-MM-dd HH:mm") is not { } start)
        {
            return PublishedFile.NoTime(row, row["time_utc8"]);
        }

        return values.Count == 0
            ? PublishedFile.NoValue(row)
            : new PublishedLine(
                row.Line,
                new PublishedRow(row.Line, ChinaTime.DayOf(start), StationKind.Hydrology, "", row["stcd"], start, TimeSpan.Zero, values, DataMark.Normal, "")
                {
                    PlaceName = row["stnm"],
                    River = row["river"],
                },
                null);
    }
}

using Monitoring.Contracts.Registry;

namespace Monitoring.Contracts.PublishedFiles;

/// <summary>
/// Rows of the national hourly air feed. An hour is labelled by its end. The two ozone columns have each other's name: the
/// hour's value stands in <c>o3_24h</c>, the highest of the last 24 hours in <c>o3</c>.
/// </summary>
internal static class AirRows
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly (ParameterCode Code, string Column)[] Columns =
    [
        (ParameterCode.Parse("a21026"), "so2"),
        (ParameterCode.Parse("a21004"), "no2"),
        (ParameterCode.Parse("a21005"), "co"),
        (ParameterCode.Parse("a05024"), "o3_24h"),
        (ParameterCode.Parse("a34002"), "pm10"),
        (ParameterCode.Parse("a34004"), "pm2_5"),
    ];

    public static readonly IReadOnlyList<string> Demanded = ["timepoint", "stationcode", "area", "aqi", "primarypollutant", .. Columns.Select(c => c.Column)];

    public static PublishedLine Read(CsvRow row)
    {
        var values = Columns.Select(c => new PublishedValue(c.Code, row[c.Column])).Where(v => !PublishedFile.IsMissing(v.Text)).ToList();
        if (PublishedFile.Time(row["timepoint"], "yyyy-MM-dd'T'HH:mm:ss") is not { } end)
        {
            return PublishedFile.NoTime(row, row["timepoint"]);
        }

        if (values.Count == 0)
        {
            return PublishedFile.NoValue(row);
        }

        var start = end - Hour;
        var published = new PublishedRow(
            row.Line,
            ChinaTime.DayOf(start),
            StationKind.Air,
            row["area"],
            row["stationcode"],
            start,
            Hour,
            values,
            DataMark.Normal,
            PublishedFile.OrEmpty(row["aqi"]))
        {
            PlaceName = row["positionname"],
            Longitude = PublishedFile.Degrees(row["longitude"]),
            Latitude = PublishedFile.Degrees(row["latitude"]),
            PublishedPrimary = PublishedFile.OrEmpty(row["primarypollutant"]),
        };
        return new PublishedLine(row.Line, published, null);
    }
}

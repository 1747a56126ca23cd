using System.Globalization;
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

    public static PublishedRow? Read(CsvRow row)
    {
        var values = Columns.Select(c => (c.Code, Text: PublishedFile.Required(row, c.Column)))
            .Where(v => !PublishedFile.IsMissing(v.Text))
            .Select(v => new PublishedValue(v.Code, v.Text))
            .ToList();
        var label = PublishedFile.Required(row, "timepoint");
        if (values.Count == 0 || !DateTime.TryParseExact(label, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        var start = new DateTimeOffset(local, ChinaTime.Offset) - Hour;
        var verdict = row["aqi"];
        return new PublishedRow(
            row.Line,
            ChinaTime.DayOf(start),
            StationKind.Air,
            row["area"],
            PublishedFile.Required(row, "stationcode"),
            start,
            Hour,
            values,
            DataMark.Normal,
            PublishedFile.IsMissing(verdict) ? "" : verdict);
    }
}

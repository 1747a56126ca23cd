using System.Globalization;
using Monitoring.Compliance.Air;

namespace Monitoring.Silo.Layouts;

/// <summary>One row of the ministry's feed of air stations.</summary>
/// <param name="Number">Row in the file, from 1.</param>
/// <param name="HourEnd">The hour's label: the feed labels hours by their end.</param>
/// <param name="StationCode">Such as <c>1001A</c>.</param>
/// <param name="City">Name of the city.</param>
/// <param name="PublishedAqi">Null when the feed prints none.</param>
/// <param name="PublishedPrimary">The main pollutants that the feed names; empty for none.</param>
/// <param name="Hourly">The six hourly values; only those that are printed.</param>
internal sealed record AirFeedRow(
    int Number,
    DateTimeOffset HourEnd,
    string StationCode,
    string City,
    int? PublishedAqi,
    IReadOnlyList<AirPollutant> PublishedPrimary,
    IReadOnlyList<(AirPollutant Pollutant, string Text)> Hourly);

/// <summary>The columns of the feed's files.</summary>
internal static class AirFeed
{
    /// <summary>Columns of hourly values. The feed has ozone's names the wrong way round: <c>o3</c> is the day's maximum, <c>o3_24h</c> the hour.</summary>
    private static readonly (string Column, AirPollutant Pollutant)[] HourlyColumns =
    [
        ("so2", AirPollutant.SO2),
        ("no2", AirPollutant.NO2),
        ("pm10", AirPollutant.PM10),
        ("pm2_5", AirPollutant.PM25),
        ("co", AirPollutant.CO),
        ("o3_24h", AirPollutant.O3),
    ];

    private static readonly (string Name, AirPollutant Pollutant)[] PrimaryNames =
    [
        ("二氧化硫", AirPollutant.SO2),
        ("二氧化氮", AirPollutant.NO2),
        ("颗粒物(PM10)", AirPollutant.PM10),
        ("细颗粒物(PM2.5)", AirPollutant.PM25),
        ("一氧化碳", AirPollutant.CO),
        ("臭氧1小时", AirPollutant.O3),
    ];

    private static readonly string[] Demanded = ["timepoint", "stationcode", "area", "aqi", "primarypollutant", .. HourlyColumns.Select(c => c.Column)];

    /// <exception cref="InvalidDataException">The file lacks a column or holds something that the feed never printed.</exception>
    public static IEnumerable<AirFeedRow> Read(TextReader input)
    {
        using var csv = CsvTable.Open(input, Demanded);
        for (var number = 1; csv.Read(); number++)
        {
            var time = csv["timepoint"];
            yield return new AirFeedRow(
                number,
                FeedText.Time(time, "yyyy-MM-dd'T'HH:mm:ss") ?? throw new InvalidDataException($"row {number}: '{time}' is no time"),
                csv["stationcode"],
                csv["area"],
                int.TryParse(csv["aqi"], CultureInfo.InvariantCulture, out var aqi) ? aqi : null,
                PrimaryOf(csv["primarypollutant"], number),
                [.. HourlyColumns.Select(c => (c.Pollutant, Text: csv[c.Column])).Where(v => !FeedText.IsMissing(v.Text))]);
        }
    }

    private static IReadOnlyList<AirPollutant> PrimaryOf(string text, int number) => FeedText.IsMissing(text)
        ? []
        : [.. text.Split(',').Select(name => Array.Find(PrimaryNames, p => p.Name == name) is { Name: not null } found
            ? found.Pollutant
            : throw new InvalidDataException($"row {number}: '{name}' is no pollutant"))];
}

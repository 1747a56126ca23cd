using System.Globalization;
using Monitoring.Compliance.Air;
using Monitoring.Contracts.PublishedFiles;

namespace Monitoring.Silo.Layouts;

/// <summary>What the feeds print as the answer, in the words of this system.</summary>
internal static class PublishedVerdicts
{
    private static readonly (string Name, AirPollutant Pollutant)[] PrimaryNames =
    [
        ("二氧化硫", AirPollutant.SO2),
        ("二氧化氮", AirPollutant.NO2),
        ("颗粒物(PM10)", AirPollutant.PM10),
        ("细颗粒物(PM2.5)", AirPollutant.PM25),
        ("一氧化碳", AirPollutant.CO),
        ("臭氧1小时", AirPollutant.O3),
    ];

    /// <summary>1 to 6; null when the feed prints none.</summary>
    public static int? Class(PublishedRow row) => row.PublishedVerdict switch
    {
        "Ⅰ" or "1" => 1,
        "Ⅱ" or "2" => 2,
        "Ⅲ" or "3" => 3,
        "Ⅳ" or "4" => 4,
        "Ⅴ" or "5" => 5,
        "劣Ⅴ" or "6" => 6,
        _ => null,
    };

    /// <summary>Null when the feed prints none.</summary>
    public static int? Aqi(PublishedRow row) => int.TryParse(row.PublishedVerdict, CultureInfo.InvariantCulture, out var aqi) ? aqi : null;

    /// <summary>The main pollutants that the feed names.</summary>
    /// <exception cref="FormatException">A name that the feed never printed.</exception>
    public static IReadOnlyList<AirPollutant> Primary(PublishedRow row) =>
    [
        .. row.PublishedPrimary.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name =>
            Array.Find(PrimaryNames, p => p.Name == name) is { Name: not null } found
                ? found.Pollutant
                : throw new FormatException($"line {row.Line}: '{name}' is no pollutant")),
    ];
}

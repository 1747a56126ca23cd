using Monitoring.Compliance.Periods;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Air;

/// <summary>The six basic items of GB 3095.</summary>
public enum AirPollutant
{
    /// <summary>Sulphur dioxide, a21026.</summary>
    SO2 = 0,

    /// <summary>Nitrogen dioxide, a21004.</summary>
    NO2 = 1,

    /// <summary>Particles up to 10 µm, a34002.</summary>
    PM10 = 2,

    /// <summary>Particles up to 2.5 µm, a34004.</summary>
    PM25 = 3,

    /// <summary>Carbon monoxide, a21005, mg/m³.</summary>
    CO = 4,

    /// <summary>Ozone, a05024.</summary>
    O3 = 5,
}

/// <summary>Over what time a concentration is averaged (HJ 633).</summary>
public enum Averaging
{
    /// <summary>One clock hour.</summary>
    OneHour = 1,

    /// <summary>The day's highest moving mean over eight hours (ozone).</summary>
    EightHour = 8,

    /// <summary>The natural day, 24 hours.</summary>
    TwentyFourHour = 24,
}

/// <summary>A pollutant and its averaging time: one column of the breakpoint table (HJ 633 table 1).</summary>
/// <param name="Pollutant">What.</param>
/// <param name="Averaging">Over what time.</param>
public readonly record struct AirItem(AirPollutant Pollutant, Averaging Averaging)
{
    /// <summary>The name that editions, certificates and vectors use: <c>PM25_24h</c>.</summary>
    public string Name => $"{Pollutant}_{(int)Averaging}h";

    /// <summary>Reads a name; false when it is none.</summary>
    public static bool TryParse(string? name, out AirItem item)
    {
        foreach (var pollutant in Enum.GetValues<AirPollutant>())
        {
            foreach (var averaging in Enum.GetValues<Averaging>())
            {
                item = new AirItem(pollutant, averaging);
                if (item.Name == name)
                {
                    return true;
                }
            }
        }

        item = default;
        return false;
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>The codes and names of the six basic items (GB 3095 table 1; codes of HJ 212-2017).</summary>
public static class AirPollutants
{
    private static readonly (AirPollutant Pollutant, string Code, string Text, string NameZh)[] Six =
    [
        (AirPollutant.SO2, "a21026", "SO2", "二氧化硫"),
        (AirPollutant.NO2, "a21004", "NO2", "二氧化氮"),
        (AirPollutant.PM10, "a34002", "PM10", "颗粒物(PM10)"),
        (AirPollutant.PM25, "a34004", "PM2.5", "细颗粒物(PM2.5)"),
        (AirPollutant.CO, "a21005", "CO", "一氧化碳"),
        (AirPollutant.O3, "a05024", "O3", "臭氧"),
    ];

    /// <summary>The pollutant of a ministry code; null when it is none of the six.</summary>
    public static AirPollutant? Of(ParameterCode code)
    {
        foreach (var entry in Six)
        {
            if (entry.Code == code.Value)
            {
                return entry.Pollutant;
            }
        }

        return null;
    }

    /// <summary>The ministry's code, such as <c>a34004</c> (HJ 212-2017, air).</summary>
    public static string Code(this AirPollutant pollutant) => Six[(int)pollutant].Code;

    /// <summary>The formula as reports write it, such as <c>PM2.5</c>.</summary>
    public static string Text(this AirPollutant pollutant) => Six[(int)pollutant].Text;

    /// <summary>The Chinese name as the public feed writes it.</summary>
    public static string NameZh(this AirPollutant pollutant) => Six[(int)pollutant].NameZh;
}

/// <summary>One concentration (HJ 633).</summary>
/// <param name="Item">What and over what time.</param>
/// <param name="Text">The number as text: µg/m³, carbon monoxide mg/m³.</param>
/// <param name="Flag">The data mark, <c>N</c> when there is none.</param>
/// <param name="Unit">The unit of the value; empty when it is the edition's. Another unit makes the value not assessable.</param>
public sealed record AirValue(AirItem Item, string Text, string Flag, string Unit = "");

/// <summary>Everything an index is made from; it stands whole in the verdict's certificate (HJ 633).</summary>
public sealed record AirIndexInputs
{
    /// <summary>An hour (realtime report) or a day (daily report); its Beijing date chooses the edition.</summary>
    public required Period Period { get; init; }

    /// <summary>GB/T 2260 code of the city or district: HJ 633-2012 was phased in by city. Null stands for "elsewhere".</summary>
    public string? CityCode { get; init; }

    /// <summary>The concentrations, in any order.</summary>
    public required IReadOnlyList<AirValue> Values { get; init; }

    /// <summary>Pollutants that the site does not monitor at all and that were never primary on a polluted day for three years: they are no obstacle (HJ 633-2026).</summary>
    public IReadOnlyList<AirPollutant> NotMonitored { get; init; } = [];
}

using Monitoring.Compliance.Air;

namespace Monitoring.Compliance.Editions;

/// <summary>A limit of grades I and II.</summary>
/// <param name="One">Grade I: nature reserves and other areas under special protection.</param>
/// <param name="Two">Grade II: everywhere else; attainment is judged by it.</param>
public sealed record GradeLimits(decimal One, decimal Two);

/// <summary>The limits of one pollutant, µg/m³, carbon monoxide mg/m³ (GB 3095 table 1).</summary>
/// <param name="Year">Of the yearly mean; null where the standard has none.</param>
/// <param name="Day">Of the daily mean, of ozone of the daily maximum of the eight-hour mean.</param>
/// <param name="Hour">Of the hourly mean; null where the standard has none.</param>
public sealed record PollutantLimits(GradeLimits? Year, GradeLimits Day, GradeLimits? Hour);

/// <summary>One edition of the limits of ambient air (GB 3095), as its file states it.</summary>
public sealed record AirLimitsEdition : Edition
{
    /// <summary>The limits by pollutant.</summary>
    public required IReadOnlyDictionary<string, PollutantLimits> Limits { get; init; }

    /// <summary>Where it is stated.</summary>
    public required string Clause { get; init; }

    /// <summary>The limits of a pollutant.</summary>
    public PollutantLimits Of(AirPollutant pollutant) => Limits[pollutant.ToString()];
}
